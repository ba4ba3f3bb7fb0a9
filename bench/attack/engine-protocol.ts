import { type Answer, send } from "./http";
import type { Target } from "./target";
import type { Check } from "./tried";
import { openWebSocket } from "./websocket";

type Handshake = { sid: string; upgrades: string[]; pingInterval: number; pingTimeout: number; maxPayload: number };

const address = (query: string) => `/socket.io/?${query}`;
const polling = address("EIO=4&transport=polling");
export const webSocket = address("EIO=4&transport=websocket");
const separator = "\u001e";

/** The packet that opens a connection of Engine.IO: type 0 and what was agreed. */
export const opened = (packet: unknown): Handshake | null => {
  const text = String(packet);
  return text.startsWith("0{") ? (JSON.parse(text.slice(1)) as Handshake) : null;
};

async function poll(url: string): Promise<{ sid: string; path: string; get(): Promise<Answer>; post(body: string): Promise<Answer> }> {
  const { sid } = opened((await send(url, "GET", polling)).text) ?? { sid: "" };
  const path = `${polling}&sid=${sid}`;
  const headers = { "content-type": "text/plain;charset=UTF-8" };
  return { sid, path, get: () => send(url, "GET", path), post: (body) => send(url, "POST", path, { headers, body }) };
}

/** Engine.IO 4: the handshake, and what is no handshake. */
export async function handshakes({ url }: Target, check: Check): Promise<void> {
  const answer = await send(url, "GET", polling);
  const agreed = opened(answer.text);
  check(
    "polling: 200 as text",
    answer.status === 200 && /^text\/plain; charset=utf-8$/i.test(answer.headers["content-type"] ?? ""),
    answer.headers,
  );
  check(
    "polling: sid, upgrades, times, size",
    agreed !== null &&
      typeof agreed.sid === "string" &&
      agreed.upgrades.join() === "websocket" &&
      agreed.pingInterval === 25_000 &&
      agreed.pingTimeout === 20_000 &&
      agreed.maxPayload === 131_072,
    answer.text,
  );
  check("polling without the slash", (await send(url, "GET", polling.replace("/?", "?"))).status === 200);
  const line = await openWebSocket(url, webSocket);
  const first = opened(await line.next());
  check("WebSocket: the same, nothing to upgrade to", first !== null && first.upgrades.length === 0 && first.sid !== agreed?.sid, first);
  line.close();
  const wrong = [
    "transport=polling",
    "EIO=abc&transport=polling",
    "EIO=3&transport=polling",
    "EIO=4",
    "EIO=4&transport=abc",
    "EIO=4&transport=polling&sid=unknown",
    "EIO=4&transport=__proto__",
    "EIO=4&transport=websocket",
    "",
  ];
  for (const query of wrong) check(`400 for ?${query}`, (await send(url, "GET", address(query))).status === 400);
  for (const method of ["POST", "PUT", "DELETE"])
    check(`400 for a handshake by ${method}`, (await send(url, method, polling)).status === 400);
  for (const query of [
    "EIO=abc&transport=websocket",
    "transport=websocket",
    "EIO=4&transport=abc",
    "EIO=4",
    "EIO=4&transport=websocket&sid=unknown",
  ]) {
    const refused = await openWebSocket(url, address(query));
    const reply = refused.status === 101 ? await refused.next().catch(() => "open") : null;
    check(`no WebSocket for ?${query}`, refused.status === 400 || opened(reply) === null, [refused.status, reply]);
    refused.close();
  }
}

/** Packets by polling: several in one body, one at a time, the wrong ones end it. */
export async function polls({ url, people }: Target, check: Check): Promise<void> {
  const one = await poll(url);
  check("a post is answered ok", (await one.post(`40${JSON.stringify({ token: people.student.token })}`)).text === "ok");
  check("and the answer waits for the next get", (await one.get()).text.startsWith('40{"sid":"'));
  await one.post(`421["ping"]${separator}422["ping"]`);
  let received = "";
  for (let n = 0; n < 4 && !/431.*432/s.test(received); n++) received += (await one.get()).text + separator;
  check(
    "several packets in one body, each answered",
    /431\[\{"ok":true\}\]/.test(received) && /432\[\{"ok":true\}\]/.test(received),
    received,
  );
  const [left, right] = await Promise.all([one.get(), one.get()]);
  check(
    "of two gets at once one is refused and the session ends",
    [left.status, right.status].includes(400) && (await one.get()).status === 400,
    [left.status, right.status],
  );
  for (const body of ["abc", "x", `4${separator}y`]) {
    const other = await poll(url);
    await other.post(body);
    const seen = await other.get();
    const after = await other.get();
    check(`${JSON.stringify(body)} ends the session`, after.status === 400, [seen.status, after.status]);
  }
  const large = await poll(url);
  check("413 for more than maxPayload", (await large.post(`4${"a".repeat(140_000)}`).catch(() => ({ status: 413 }))).status === 413);
  const ended = await poll(url);
  await ended.post("1");
  check("a close packet ends the session", (await ended.get()).status === 400 || (await ended.get()).status === 400);
}

/** From polling to WebSocket: probe, noop, upgrade; once. */
export async function upgrades({ url, people }: Target, check: Check): Promise<void> {
  const { sid, get, post } = await poll(url);
  const upgrade = `${webSocket}&sid=${sid}`;
  const line = await openWebSocket(url, upgrade);
  line.send("2probe");
  const waiting = get();
  check("a probe is answered", (await line.next()) === "3probe");
  check("the poll that waits is let go", (await waiting).text === "6");
  line.send("5");
  line.send(`40${JSON.stringify({ token: people.student.token })}`);
  check("packets go on by WebSocket", String(await line.next()).startsWith('40{"sid"'));
  check("and no more by polling", (await post('42["ping"]')).status === 400);
  const second = await openWebSocket(url, upgrade);
  await second.closed().catch(() => undefined);
  check("a second upgrade is refused", second.isClosed() && !line.isClosed());
  line.send("42" + '7["ping"]');
  check("and changes nothing", [await line.next(), await line.next()].includes('437[{"ok":true}]'));
  line.close();
  const wrong = await poll(url);
  const early = await openWebSocket(url, `${webSocket}&sid=${wrong.sid}`);
  early.send("4before the probe");
  await early.closed().catch(() => undefined);
  check("anything but a probe ends the upgrade", early.isClosed());
}
