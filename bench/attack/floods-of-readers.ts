import { randomUUID } from "node:crypto";
import { limits } from "#lib/contract/limits.ts";
import { pause } from "../report";
import { attacker } from "./attacker";
import { texts } from "./corpus";
import { makeCrowd, makeThread, oneMore } from "./crowd";
import type { Flood } from "./flood";
import { foundTexts } from "./found";
import { browse, many } from "./shots";
import { each, range, Tally } from "./tally";

const pages = ["/", "/dashboard", "/courses", "/discussions", "/notifications", "/settings"];

/** An answer holds at most 1 MiB of texts, and the fields around them. */
const answerBytes = 2_500_000;
/**
 * With the check before the Markdown parser, four such pages took 0.3 to 1.1 s, other people's messages included. Without it they took 17 s
 * and more.
 */
const quickCpuSeconds = 4;

/** A message whose writer requests its page again and again. */
const storm = (name: string, text: string, sharp = false): Flood => ({
  name: `Markdown, ${name}`,
  ...(sharp && { sharp: true }),
  bounds: { quickCpuSeconds },
  async run(target, size) {
    const who = await oneMore(target);
    const threadId = await makeThread(target, who, [text, ...range(10).map(() => text)]);
    return browse(target, who, 20 * size, 4, () => `/discussions/threads/${threadId}`);
  },
});

/** What one person asks to see, again and again. */
export const floodsOfReaders: readonly Flood[] = [
  ...foundTexts.map(({ name, text }, n) => storm(name, text, n < 6)),
  {
    name: "Markdown, every text of the corpus",
    sharp: true,
    bounds: { quickCpuSeconds },
    async run(target, size) {
      const who = await oneMore(target);
      const some = texts.filter((_, n) => n % Math.round(1 / size) === 0).map(({ text }) => text.toWellFormed().replaceAll("\0", ""));
      const threads = await Promise.all(
        range(Math.ceil(some.length / 25)).map((n) => makeThread(target, who, some.slice(25 * n, 25 * n + 25))),
      );
      return browse(target, who, 2 * threads.length, 2, (n) => `/discussions/threads/${threads[n % threads.length]}`);
    },
  },
  {
    name: "a thread of 1,000 long messages, again and again",
    sharp: true,
    bounds: { answerBytes },
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
    bounds: { answerBytes },
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
    // One, and those for which the ones before were done already; without turns it is six, of an hour.
    bounds: { atMost: { 200: 3 } },
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
    bounds: { ownTimes: 2 },
    run: async (target, size) => browse(target, await oneMore(target), 1500 * size, 30, (n) => pages[n % pages.length] ?? "/"),
  },
  {
    name: "pages as RSC, prefetched",
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
  {
    name: "a course of as many videos as one holds",
    async run(target, size) {
      const who = await oneMore(target, "lecturer");
      const { text } = await attacker(target.url).shoot("POST", "/api/courses", { as: who, body: { title: "A" }, reads: true });
      const courseId = (JSON.parse(text) as { data: { id: string } }).data.id;
      await target.rows(
        `INSERT INTO videos (id, course_id, title, description, url)
         SELECT gen_random_uuid(), $1::uuid, repeat('a', 200), repeat('b', 5000), 'https://v.test.example/' || n FROM generate_series(1, ${limits.videosPerCourse}) n`,
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
    name: "ranges of streams, posters and captions",
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
];
