import { attacker, lazily } from "./attacker";
import { makeCourse, makeThread, oneMore } from "./crowd";
import type { Flood } from "./flood";
import { many } from "./shots";
import { each, range, Tally } from "./tally";

const tus = { "tus-resumable": "1.0.0" };

const csv = (lines: number, line: (n: number) => string, head = "email,first_name,last_name,role,course") =>
  Buffer.from([head, ...range(lines).map(line)].join("\n").slice(0, 380_000)).toString("base64");

const captions = `WEBVTT\n\n${range(9000)
  .map((n) => `00:${String(Math.floor(n / 60) % 60).padStart(2, "0")}:${String(n % 60).padStart(2, "0")}.000 --> 99:59:59.000\nWords`)
  .join("\n\n")}`;

/** What one person sends, again and again. */
export const floodsOfWriters: readonly Flood[] = [
  {
    name: "200 kB of messages at once",
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
        const [{ lecturer, courseId }, admin] = [await makeCourse(target), await oneMore(target, "admin")];
        const roster = csv(19_000, line);
        const people = csv(1999, line);
        return many(target, 60 * size, 10, (n) =>
          n % 2
            ? { method: "POST", path: `/api/courses/${courseId}/roster/import`, as: lecturer, body: { csv_base64: roster } }
            : { method: "POST", path: "/api/users/import", as: admin, body: { csv_base64: people } },
        );
      },
    }),
  ),
  {
    name: "captions of 512 kB, 20 at once",
    async run(target, size) {
      const { lecturer, videoId } = await makeCourse(target);
      return many(target, 60 * size, 20, () => ({
        method: "PUT",
        path: `/api/videos/${videoId}/captions`,
        as: lecturer,
        body: { captions },
      }));
    },
  },
  {
    name: "1,000 uploads that are begun and never ended",
    async run(target, size) {
      const { lecturer: who, courseId } = await makeCourse(target);
      const made = await attacker(target.url).shoot("POST", `/api/courses/${courseId}/videos`, {
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
    async run(target, size) {
      const [{ lecturer: who, courseId }, one] = [await makeCourse(target), attacker(target.url, 50)];
      const made = await one.shoot("POST", `/api/courses/${courseId}/videos`, { as: who, body: { title: "A" }, reads: true });
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
];
