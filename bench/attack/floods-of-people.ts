import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { io, type Socket } from "socket.io-client";
import { pause } from "../report";
import { attacker, lazily } from "./attacker";
import { makeCrowd, makeThread, oneMore } from "./crowd";
import type { Flood } from "./flood";
import { many } from "./floods-of-nobody";
import type { Someone } from "./people";
import { each, range, Tally } from "./tally";
import type { Target } from "./target";

const tus = { "tus-resumable": "1.0.0" };
const pages = ["/", "/dashboard", "/courses", "/discussions", "/notifications", "/settings"];

/** Requests of one person with their cookie, as a browser's. */
const browse = (
  target: Target,
  who: Someone,
  count: number,
  width: number,
  path: (n: number) => string,
  headers: Record<string, string> = {},
) => many(target, count, width, (n) => ({ path: path(n), headers: { cookie: who.cookie, ...headers } }));

/** A message and what it is viewed by: whoever wrote it asks for its page again and again. */
const storm = (name: string, text: string, sharp = false): Flood => ({
  name: `Markdown, ${name}`,
  ...(sharp && { sharp: true }),
  async run(target, size) {
    const who = await oneMore(target);
    const threadId = await makeThread(target, who, [text, ...range(10).map(() => text)]);
    return browse(target, who, 20 * size, 4, () => `/discussions/threads/${threadId}`);
  },
});

/** Sockets of one person; those that are let in. */
async function sockets(target: Target, who: Someone, count: number): Promise<{ open: Socket[]; refused: number }> {
  const all = range(count).map(() =>
    io(target.url, { auth: { token: who.token }, transports: ["websocket"], forceNew: true, reconnection: false }),
  );
  let refused = 0;
  for (const socket of all) socket.once("connect_error", () => refused++);
  for (const deadline = Date.now() + 15_000; Date.now() < deadline && all.some((socket) => !socket.connected) && refused < count; ) {
    if (all.filter(({ connected }) => connected).length + refused >= count) break;
    await pause(50);
  }
  return { open: all.filter(({ connected }) => connected), refused };
}

/** What each of these sends for so long, as fast as it goes; then all are closed. */
async function sending(target: Target, count: number, ms: number, act: (socket: Socket, tally: Tally) => void): Promise<Tally> {
  const who = await oneMore(target);
  const { open, refused } = await sockets(target, who, count);
  const tally = new Tally();
  for (const _ of open) tally.add(101);
  for (const _ of range(refused)) tally.add(403);
  for (const deadline = Date.now() + ms; Date.now() < deadline; await pause(5)) for (const socket of open) act(socket, tally);
  for (const socket of open) socket.disconnect();
  return tally;
}

type Raw = { ws?: { _socket?: NodeJS.WritableStream & { pause(): void } } };
/** The TCP connection below a socket. */
const below = (socket: Socket) => (socket.io.engine?.transport as unknown as Raw | undefined)?.ws?._socket;

const csv = (lines: number, line: (n: number) => string, head = "email,first_name,last_name,role,course") =>
  Buffer.from([head, ...range(lines).map(line)].join("\n").slice(0, 380_000)).toString("base64");

const captions = `WEBVTT\n\n${range(9000)
  .map((n) => `00:${String(Math.floor(n / 60) % 60).padStart(2, "0")}:${String(n % 60).padStart(2, "0")}.000 --> 99:59:59.000\nWords`)
  .join("\n\n")}`;

export const floodsOfPeople: readonly Flood[] = [
  storm("quotes in quotes", ">".repeat(5000), true),
  storm("lists in lists", "+ ".repeat(2500), true),
  storm("numbers in numbers", "1. ".repeat(1666)),
  storm("quotes with lists", `${">".repeat(50)} - a\n`.repeat(90)),
  storm("stars and lines", "*_".repeat(2500), true),
  storm("brackets", "[".repeat(5000)),
  storm("links", "[a](".repeat(1250)),
  storm("line breaks", `a${"\n".repeat(4998)}b`, true),
  storm("addresses", `${"-.".repeat(2495)}@a.example`),
  storm("tables", `|${"a|".repeat(1200)}\n|${"-|".repeat(1200)}\n`),
  storm("footnotes", `[^a]${"[^a]".repeat(1000)}\n\n[^a]: b`),
  {
    name: "a thread of 1,000 long messages, again and again",
    sharp: true,
    async run(target, size) {
      const who = await oneMore(target);
      const threadId = await makeThread(
        target,
        who,
        range(1000).map((n) => `${n} ${"\u{1f600}".repeat(4900)}`),
      );
      const tally = await many(target, 40 * size, 20, () => ({ path: `/api/discussions/threads/${threadId}`, as: who }));
      for (const [status, count] of Object.entries(
        (await browse(target, who, 20 * size, 5, () => `/discussions/threads/${threadId}`)).counts,
      ))
        for (const _ of range(count)) tally.add(Number(status));
      return tally;
    },
  },
  {
    name: "a thread of 1,000 messages of Markdown",
    sharp: true,
    async run(target, size) {
      const who = await oneMore(target);
      const text = "**a** `b` [c](http://d.example) ~~e~~ \n\n- f\n- g\n\n| h | i |\n|---|---|\n| j | k |\n\n".repeat(12);
      const threadId = await makeThread(
        target,
        who,
        range(1000).map((n) => `${n} ${text}`),
      );
      return browse(target, who, 20 * size, 4, () => `/discussions/threads/${threadId}`);
    },
  },
  {
    name: "lists of 100 threads of 120 kB",
    sharp: true,
    async run(target, size) {
      const who = await oneMore(target);
      await each(range(100), 4, async () => void (await makeThread(target, who, ["\u{1f600}".repeat(5000)], "\u{1f600}".repeat(20_000))));
      return many(target, 60 * size, 20, (n) => ({
        path: ["/api/discussions/threads?limit=100", "/api/discussions/threads/unread"][n % 2] ?? "/",
        as: who,
      }));
    },
  },
  {
    name: "20 exports at once of 6,000 messages",
    sharp: true,
    async run(target, size) {
      const who = await oneMore(target);
      await each(
        range(6 * Math.max(size, 0.5)),
        2,
        async (n) =>
          void (await makeThread(
            target,
            who,
            range(1000).map((k) => `${n} ${k} ${"\u{1f600}".repeat(4900)}`),
          )),
      );
      return many(target, 20, 20, () => ({ path: "/api/users/me/export", as: who }));
    },
  },
  {
    name: "exports that nobody reads",
    async run(target, size) {
      const who = await oneMore(target);
      await makeThread(
        target,
        who,
        range(1000).map((k) => `${k} ${"a".repeat(4900)}`),
      );
      const one = attacker(target.url);
      const open = range(50 * size).map(() => {
        const socket = one.open(`GET /api/users/me/export HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${who.token}\r\n\r\n`);
        socket.pause();
        return socket;
      });
      await pause(8000);
      for (const socket of open) socket.destroy();
      return new Tally();
    },
  },
  {
    name: "pages of somebody signed in",
    sharp: true,
    run: async (target, size) => browse(target, await oneMore(target), 1500 * size, 30, (n) => pages[n % pages.length] ?? "/"),
  },
  {
    name: "pages as RSC, prefetched",
    sharp: true,
    run: async (target, size) =>
      browse(target, await oneMore(target), 2000 * size, 30, (n) => `${pages[n % pages.length]}?_rsc=${n}`, {
        rsc: "1",
        "next-router-prefetch": "1",
      }),
  },
  {
    name: "every address of pages, different each time",
    run: async (target, size) =>
      browse(target, await oneMore(target), 5000 * size, 30, (n) => `/discussions/threads/${randomUUID()}?a=${n}`),
  },
  {
    name: "200 kB of messages at once",
    sharp: true,
    async run(target, size) {
      const who = await oneMore(target);
      const threadId = await makeThread(target, who, ["A question of some length"]);
      return many(target, 400 * size, 100, (n) => ({
        method: "POST",
        path: `/api/discussions/threads/${threadId}/messages`,
        as: who,
        headers: { "idempotency-key": `${n % 3} ${"k".repeat(190)}` },
        body: { content: `${n % 3 === 0 ? n : ""}${"\u{1f600}".repeat(4990)}` },
      }));
    },
  },
  {
    name: "reads of notifications, marks and preferences",
    async run(target, size) {
      const who = await oneMore(target);
      const ids = range(100).map(() => randomUUID());
      const threads = range(1000).map(() => randomUUID());
      return many(target, 2000 * size, 50, (n) =>
        n % 3 === 0
          ? { path: "/api/notifications?limit=100&filter=unread", as: who }
          : n % 3 === 1
            ? { method: "POST", path: "/api/notifications/read", as: who, body: { ids } }
            : { method: "PUT", path: "/api/notifications/preferences", as: who, body: { muted_threads: threads } },
      );
    },
  },
  {
    name: "searches for users by an admin, 10 words each",
    async run(target, size) {
      const who = await oneMore(target, "admin");
      await makeCrowd(target, 5000);
      const query = encodeURIComponent(
        range(10)
          .map((n) => `%_\\${n}${"a".repeat(10)}`)
          .join(" "),
      );
      return many(target, 600 * size, 50, () => ({ path: `/api/users?query=${query}&limit=100`, as: who }));
    },
  },
  ...(
    [
      ["of plain lines", (n: number) => `p${n}@test.example,A,B,student,`],
      ["of quoted lines", (n: number) => `"p${n}@a.b","""","a"`],
      ["of empty quotes", () => '""'],
      ["of wrong addresses", () => "a"],
      ["of one address", () => "a@b.cd,A,B,student,"],
    ] as const
  ).map(
    ([name, line]): Flood => ({
      name: `previews of files ${name} by a lecturer and an admin`,
      sharp: true,
      async run(target, size) {
        const [lecturer, admin] = [target.people.lecturer, await oneMore(target, "admin")];
        const roster = csv(19_000, line);
        const people = csv(1999, line);
        return many(target, 60 * size, 10, (n) =>
          n % 2
            ? { method: "POST", path: `/api/courses/${target.scene.courseId}/roster/import`, as: lecturer, body: { csv_base64: roster } }
            : { method: "POST", path: "/api/users/import", as: admin, body: { csv_base64: people } },
        );
      },
    }),
  ),
  {
    name: "captions of 512 kB, 20 at once",
    sharp: true,
    run: (target, size) =>
      many(target, 60 * size, 20, () => ({
        method: "PUT",
        path: `/api/videos/${target.scene.videoId}/captions`,
        as: target.people.lecturer,
        body: { captions },
      })),
  },
  {
    name: "courses and videos without end",
    async run(target, size) {
      const who = await oneMore(target, "lecturer");
      const { text } = await attacker(target.url).shoot("POST", "/api/courses", { as: who, body: { title: "A" }, reads: true });
      const courseId = (JSON.parse(text) as { data: { id: string } }).data.id;
      await target.rows(
        `INSERT INTO videos (id, course_id, title, description, url)
         SELECT gen_random_uuid(), $1::uuid, repeat('a', 200), repeat('b', 5000), 'https://v.test.example/' || n FROM generate_series(1, 5000) n`,
        [courseId],
      );
      const student = await oneMore(target);
      const tally = await many(target, 20 * size, 10, () => ({ path: `/api/courses/${courseId}`, as: student }));
      for (const [status, count] of Object.entries((await browse(target, student, 10 * size, 4, () => `/courses/${courseId}`)).counts))
        for (const _ of range(count)) tally.add(Number(status));
      return tally;
    },
  },
  {
    name: "1,000 uploads that are begun and never ended",
    async run(target, size) {
      const who = target.people.lecturer;
      const made = await attacker(target.url).shoot("POST", `/api/courses/${target.scene.courseId}/videos`, {
        as: who,
        body: { title: "A" },
        reads: true,
      });
      const videoId = (JSON.parse(made.text) as { data: { id: string } }).data.id;
      return many(target, 1000 * size, 50, () => ({
        method: "POST",
        path: `/api/uploads/${videoId}`,
        as: who,
        headers: { ...tus, "upload-length": "5000000000" },
      }));
    },
  },
  {
    name: "an upload byte by byte, and slowly, and more than it said",
    sharp: true,
    async run(target, size) {
      const [who, one] = [target.people.lecturer, attacker(target.url, 50)];
      const made = await one.shoot("POST", `/api/courses/${target.scene.courseId}/videos`, { as: who, body: { title: "A" }, reads: true });
      const videoId = (JSON.parse(made.text) as { data: { id: string } }).data.id;
      const begun = await one.shoot("POST", `/api/uploads/${videoId}`, { as: who, headers: { ...tus, "upload-length": "5000000" } });
      const path = String(begun.headers.location ?? "/");
      const tally = new Tally();
      const patch = (offset: number, body: unknown) =>
        one.shoot("PATCH", path, {
          as: who,
          body,
          headers: { ...tus, "content-type": "application/offset+octet-stream", "upload-offset": String(offset) },
        });
      for (let offset = 0; offset < 500 * size; offset++) tally.add((await patch(offset, new Uint8Array([0]))).status);
      await each(range(20), 20, async () => tally.add((await patch(Math.floor(500 * size), lazily(300_000_000, "\0"))).status));
      one.close();
      return tally;
    },
  },
  {
    name: "ranges of streams, posters and captions",
    sharp: true,
    run: (target, size) =>
      many(target, 2000 * size, 50, (n) => ({
        path: `/api/videos/${target.scene.videoId}/${["stream", "captions", "poster"][n % 3]}`,
        as: target.people.student,
        headers: {
          range:
            [
              "bytes=0-",
              "bytes=-1",
              `bytes=${range(900)
                .map((k) => `${k}-${k}`)
                .join(",")}`,
              "bytes=9-1",
              "a=b",
            ][n % 5] ?? "",
          "if-none-match": '"a",'.repeat(1000),
        },
      })),
  },
  {
    name: "1,000 sockets of one person",
    sharp: true,
    run: (target, size) => sending(target, 1000 * Math.max(size, 0.3), 2000, () => undefined),
  },
  {
    name: "2,000 events a second",
    sharp: true,
    run: (target, size) =>
      sending(target, 20, 10_000 * size, (socket) => {
        if (socket.connected) socket.emit("notifications:sync", { since: 0 });
      }),
  },
  {
    name: "events with attachments, deep ones and large ones",
    sharp: true,
    run: (target, size) => {
      const deep = JSON.parse(`${"[".repeat(6000)}${"]".repeat(6000)}`) as unknown;
      let n = 0;
      return sending(target, 20, 8000 * size, (socket) => {
        if (!socket.connected || ++n % 10 > 2) return;
        if (n % 3 === 0) socket.emit("thread:join", Buffer.alloc(10_000), [Buffer.alloc(1000)]);
        else if (n % 3 === 1) socket.emit("thread:join", deep);
        else socket.emit("thread:join", "x".repeat(60_000));
      });
    },
  },
  {
    name: "pings, binary frames and packets of a parser's kind",
    sharp: true,
    run: (target, size) =>
      sending(target, 20, 8000 * size, (socket) => {
        const engine = socket.io.engine as unknown as { write?(data: unknown): void } | undefined;
        for (const packet of [
          "2999999[]",
          "451-[]",
          '599-["a"]',
          "0/admin,",
          "1",
          "40",
          '42["ping"]',
          '2["ping",{"_placeholder":true,"num":0}]',
        ])
          if (socket.connected) engine?.write?.(packet);
      }),
  },
  {
    name: "sockets that read nothing, while much is told",
    sharp: true,
    async run(target, size) {
      const who = await oneMore(target);
      const threadId = await makeThread(target, who, ["A question of some length"]);
      const { open } = await sockets(target, who, 100 * Math.max(size, 0.5));
      for (const socket of open) {
        socket.emit("thread:join", { threadId });
        below(socket)?.pause();
      }
      const tally = await many(target, 110, 10, () => ({
        method: "POST",
        path: `/api/discussions/threads/${threadId}/messages`,
        as: who,
        body: { content: "\u{1f600}".repeat(4990) },
      }));
      for (const socket of open) socket.disconnect();
      return tally;
    },
  },
  {
    name: "raw pings that are never read",
    async run(target, size) {
      const { port } = new URL(target.url);
      const open = range(20).map(() => {
        const socket = connect(Number(port), "127.0.0.1").on("error", () => undefined);
        socket.write(
          "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nhost: a\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
        );
        socket.pause();
        return socket;
      });
      await pause(300);
      // A frame of a ping that a client sends: final, masked by nothing, 125 bytes.
      const ping = Buffer.concat([Buffer.from([0x89, 0xfd, 0, 0, 0, 0]), Buffer.alloc(125)]);
      const many = Buffer.concat(range(500).map(() => ping));
      for (const deadline = Date.now() + 8000 * Math.max(size, 0.3); Date.now() < deadline; await pause(5))
        for (const socket of open) if (socket.writable && socket.writableLength < 1_000_000) socket.write(many);
      for (const socket of open) socket.destroy();
      return new Tally();
    },
  },
];
