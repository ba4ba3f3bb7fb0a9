import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { config } from "../config";
import { parseRange, serveFile } from "./serve-file";

beforeAll(() => {
  config().dataDir = mkdtempSync(join(tmpdir(), "handraise-media-"));
  mkdirSync(join(config().dataDir, "media"));
  writeFileSync(join(config().dataDir, "media/a.webm"), "0123456789");
  writeFileSync(join(config().dataDir, "secret"), "not for anyone");
});
afterAll(() => rmSync(config().dataDir, { recursive: true }));
const get = (headers: Record<string, string> = {}) => serveFile("a.webm", "video/webm", new Headers(headers));

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
  expect((await get({ "if-none-match": etag })).status).toBe(304);
  expect((await get({ range: "bytes=2-4", "if-range": '"other"' })).status).toBe(200);
  expect((await get({ range: "bytes=2-4", "if-range": etag })).status).toBe(206);
});

it("is never served in a way that runs, and never from outside its folder", async () => {
  const { headers } = await get();
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("content-security-policy")).toContain("sandbox");
  await expect(serveFile("../secret", "text/plain", new Headers())).rejects.toThrow("outside the media folder");
  await expect(serveFile("missing.webm", "video/webm", new Headers())).rejects.toMatchObject({ code: "not_found" });
});
