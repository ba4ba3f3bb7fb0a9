import { type Bar, pause } from "../report";
import { handshakes, opened, polls, upgrades, webSocket } from "./engine-protocol";
import { sharedTarget, type Target } from "./target";
import { type Check, summarize, type Tried } from "./tried";
import { openWebSocket, type RawWebSocket } from "./websocket";

async function connected({ url, people }: Target): Promise<RawWebSocket> {
  const line = await openWebSocket(url, webSocket);
  await line.next();
  line.send(`40${JSON.stringify({ token: people.student.token })}`);
  await line.next();
  return line;
}

/** Socket.IO 5: namespaces, acknowledgements, binary attachments. */
async function packets(target: Target, check: Check): Promise<void> {
  const { url, people } = target;
  const auth = JSON.stringify({ token: people.student.token });
  const line = await openWebSocket(url, webSocket);
  const engine = opened(await line.next());
  const say = async (packet: string) => {
    line.send(packet);
    return String(await line.next());
  };
  check("CONNECT without a token: CONNECT_ERROR", (await say("40")) === '44{"message":"Authentication required"}');
  check("a token that is none: CONNECT_ERROR", (await say('40{"token":"x"}')) === '44{"message":"Invalid token"}');
  check("another namespace: CONNECT_ERROR", (await say(`40/admin,${auth}`)) === '44/admin,{"message":"Invalid namespace"}');
  const { sid } = JSON.parse((await say(`40${auth}`)).slice(2)) as { sid: string };
  check("CONNECT gives a sid of its own", sid.length > 10 && sid !== engine?.sid);
  line.send('42["ping"]');
  check("an event without an id gets no ack", (await line.next()) === '42["pong"]');
  for (const id of ["0", "12", "456789"]) {
    line.send(`42${id}["ping"]`);
    check(`ack ${id}`, [await line.next(), await line.next()].includes(`43${id}[{"ok":true}]`));
  }
  check("an unknown event: an ack with an error", (await say('423["nothing of ours"]')) === '433[{"ok":false,"error":"Unknown event"}]');
  line.send('451-4["nothing of ours",{"_placeholder":true,"num":0}]');
  line.send(Buffer.from([1, 2, 3]));
  check("an event with an attachment is answered", (await line.next()) === '434[{"ok":false,"error":"Unknown event"}]');
  line.send('452-5["thread:join",{"threadId":{"_placeholder":true,"num":0}},{"_placeholder":true,"num":1}]');
  line.send(Buffer.from([1]));
  line.send(Buffer.from([2]));
  check("one with two attachments too", String(await line.next()).startsWith('435[{"ok":false'));
  check("an ack for nothing that was asked is passed over", (await say('439["mine"]421["ping"]').catch(() => "quiet")) !== null);
  line.send("41");
  line.send('42["ping"]');
  await pause(200);
  line.close();
  const again = await connected(target);
  again.send("41");
  await pause(50);
  again.send(`40${auth}`);
  check("after DISCONNECT one may CONNECT again", String(await again.next()).startsWith('40{"sid"'));
  again.close();
}

/** What no client of the protocol sends: the connection is closed, at once, and only this one. */
async function invalid(target: Target, check: Check): Promise<void> {
  const bystander = await connected(target);
  const wrong: Record<string, (string | Buffer)[]> = {
    "no packet of Engine.IO": ["abc"],
    "a type that is not there": ["9"],
    "a packet of Socket.IO that is not there": ["47"],
    "no number": ["4abc"],
    "no JSON": ['42["ping"'],
    "an event that is no list": ['42{"ping":1}'],
    "an event without a name": ["42[]"],
    "an event whose name is an object": ['42[{"a":1}]'],
    "a reserved name": ['42["connect"]'],
    "another reserved name": ['42["disconnecting"]'],
    "CONNECT with a list": ['40["a"]'],
    "DISCONNECT with something": ['41"a"'],
    "an ack that is no list": ['431{"a":1}'],
    "bytes that nobody announced": [Buffer.from([1, 2, 3])],
    "text instead of the attachment": ['451-["ping",{"_placeholder":true,"num":0}]', '42["ping"]'],
    "an attachment that is not there": ['451-["ping",{"_placeholder":true,"num":5}]', Buffer.from([1])],
    "no number of attachments": ['45-["ping"]'],
    "a number of attachments that is none": ['45x-["ping"]'],
    "a million attachments": ['451000000-["ping",{"_placeholder":true,"num":0}]', ...Array.from({ length: 20 }, () => Buffer.from([1]))],
    "more than maxPayload": [`42["ping","${"a".repeat(140_000)}"]`],
    "a packet of another namespace": ['42/admin,["ping"]'],
  };
  for (const [name, sent] of Object.entries(wrong)) {
    const line = await connected(target);
    for (const message of sent) line.send(message);
    await line.closed(3000).catch(() => undefined);
    check(`${name} closes the connection`, line.isClosed(), line.messages.at(-1));
    line.close();
  }
  const unmasked = await connected(target);
  unmasked.socket?.write(Buffer.from([0x81, 1, 0x32]));
  const reserved = await connected(target);
  reserved.socket?.write(Buffer.from([0xf1, 0x81, 0, 0, 0, 0, 0x32]));
  const endless = await connected(target);
  endless.socket?.write(Buffer.from([0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]));
  for (const [name, line] of Object.entries({
    "a frame without a mask": unmasked,
    "reserved bits": reserved,
    "a frame of 2^63 bytes": endless,
  })) {
    await line.closed(3000).catch(() => undefined);
    check(`${name} closes the connection`, line.isClosed());
    line.close();
  }
  bystander.send('421["ping"]');
  check("and nobody else's", [await bystander.next(), await bystander.next()].includes('431[{"ok":true}]'));
  bystander.close();
}

/** Who connects and never says who they are. */
async function namelessness(target: Target, check: Check): Promise<void> {
  const anonymous = await openWebSocket(target.url, webSocket);
  const from = performance.now();
  await anonymous.closed(20_000).catch(() => undefined);
  check("without CONNECT it is closed after 10 s", anonymous.isClosed() && performance.now() - from > 8000, performance.now() - from);
  anonymous.close();
}

/** The server's ping, its answer, and what follows when none comes. */
async function heartbeats(target: Target, check: Check): Promise<void> {
  const [answering, silent] = [await connected(target), await connected(target)];
  const from = performance.now();
  const ping = await answering.next(40_000);
  check("a ping comes every 25 s", ping === "2" && performance.now() - from > 20_000, [ping, performance.now() - from]);
  answering.send("3");
  await silent.closed(40_000).catch(() => undefined);
  const after = performance.now() - from;
  check("without a pong it is closed 20 s later", silent.isClosed() && after > 40_000, after);
  check("with one it is not", !answering.isClosed());
  for (const line of [answering, silent]) line.close();
}

/** P: Engine.IO 4 and Socket.IO 5 as their documents say (github.com/socketio/engine.io-protocol, socket.io-protocol), for clients that nobody here wrote. */
export const p: Bar = async (quick) => {
  const target = await sharedTarget();
  const tried: Tried = { attempts: 0, faults: [] };
  const check: Check = (name, isRight, seen) => {
    tried.attempts++;
    if (!isRight) tried.faults.push(`not so: ${name}${seen === undefined ? "" : ` (${JSON.stringify(seen)?.slice(0, 200)})`}`);
  };
  const slow = Promise.all([namelessness(target, check), quick ? null : heartbeats(target, check)]);
  for (const part of [handshakes, polls, upgrades, packets, invalid])
    await part(target, check).catch((error: unknown) => check(`${part.name}: ${error}`, false));
  await slow;
  return summarize(tried);
};
