import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { fileStorage } from "./file-storage";
import { parseRange, serveFile } from "./serve-file";

const folder = mkdtempSync(join(tmpdir(), "handraise-media-"));
const file = join(folder, "a.webm");
writeFileSync(file, "0123456789");
utimesSync(file, 1_700_000_000.5, 1_700_000_000.5);
writeFileSync(join(folder, "empty"), "");
afterAll(() => rmSync(folder, { recursive: true }));
const get = (headers: Record<string, string> = {}) => serveFile(file, "video/webm", new Headers(headers));

it.each([
  ["bytes=0-3", { start: 0, end: 3 }],
  ["bytes=4-", { start: 4, end: 9 }],
  ["bytes=-3", { start: 7, end: 9 }],
  ["bytes=-30", { start: 0, end: 9 }],
  ["bytes=8-99", { start: 8, end: 9 }],
  ["bytes=10-", "beyond"],
  ["bytes=-0", "beyond"],
  ["bytes=5-2", null],
  ["bytes=a-b", null],
  ["bytes=-", null],
  ["bytes=0-1,3-4", null],
  ["items=0-1", null],
  [null, null],
])("reads the range %s", (header, range) => expect(parseRange(header, 10)).toEqual(range));

it("serves the whole, a part, nothing new and nothing beyond", async () => {
  const whole = await get();
  expect([whole.status, await whole.text(), whole.headers.get("accept-ranges"), whole.headers.get("content-length")]).toEqual([
    200,
    "0123456789",
    "bytes",
    "10",
  ]);
  const part = await get({ range: "bytes=2-4" });
  expect([part.status, await part.text(), part.headers.get("content-range")]).toEqual([206, "234", "bytes 2-4/10"]);
  const beyond = await get({ range: "bytes=99-" });
  expect([beyond.status, beyond.headers.get("content-range")]).toEqual([416, "bytes */10"]);
  const etag = whole.headers.get("etag") ?? "";
  expect(etag).not.toBe("");
});

it.each<[string, (whole: Headers) => Record<string, string>, number]>([
  ["its tag", (whole) => ({ "if-none-match": whole.get("etag") ?? "" }), 304],
  ["its tag among others, weakly", (whole) => ({ "if-none-match": `"x", W/${whole.get("etag")}` }), 304],
  ["any tag", () => ({ "if-none-match": "*" }), 304],
  ["another tag, whatever the time", (whole) => ({ "if-none-match": '"x"', "if-modified-since": whole.get("last-modified") ?? "" }), 200],
  ["its time", (whole) => ({ "if-modified-since": whole.get("last-modified") ?? "" }), 304],
  ["an earlier time", () => ({ "if-modified-since": "Mon, 13 Nov 2023 00:00:00 GMT" }), 200],
  ["no time at all", () => ({ "if-modified-since": "yesterday" }), 200],
  ["a part of it, by tag", (whole) => ({ range: "bytes=2-4", "if-range": whole.get("etag") ?? "" }), 206],
  ["a part of it, by time", (whole) => ({ range: "bytes=2-4", "if-range": whole.get("last-modified") ?? "" }), 206],
  ["a part of another, by tag", () => ({ range: "bytes=2-4", "if-range": '"other"' }), 200],
  ["a part of another, by time", () => ({ range: "bytes=2-4", "if-range": "Mon, 13 Nov 2023 00:00:00 GMT" }), 200],
])("answers who has %s", async (_name, headers, status) => {
  const whole = await get();
  await whole.body?.cancel();
  const answer = await get(headers(whole.headers));
  expect(answer.status).toBe(status);
  expect(await answer.text()).toHaveLength({ 304: 0, 206: 3, 200: 10 }[status] ?? -1);
});

it("serves an empty file", async () => {
  const answer = await serveFile(join(folder, "empty"), "video/webm", new Headers({ range: "bytes=0-" }));
  expect([answer.status, answer.headers.get("content-range")]).toEqual([416, "bytes */0"]);
  expect((await serveFile(join(folder, "empty"), "video/webm", new Headers())).headers.get("content-length")).toBe("0");
});

it("is never served in a way that runs, and never from outside its folder", async () => {
  const { headers } = await get();
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("content-security-policy")).toContain("sandbox");
  await expect(serveFile(join(folder, "missing.webm"), "video/webm", new Headers())).rejects.toMatchObject({ code: "not_found" });
  for (const name of ["../secret", "/etc/passwd", "a/../../secret", ""])
    expect(() => fileStorage(folder).serve(name, "text/plain", new Headers(), 1), name).toThrow("outside the media folder");
});
