import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { fileStorage } from "./file-storage";
import { parseRange, serveFile } from "./serve-file";

const folder = mkdtempSync(join(tmpdir(), "handraise-media-"));
const file = join(folder, "a.webm");
writeFileSync(file, "0123456789");
utimesSync(file, 1_700_000_000.5, 1_700_000_000.5);
writeFileSync(join(folder, "empty"), "");
afterAll(() => rmSync(folder, { recursive: true }));
const get = (headers: Record<string, string> = {}) => serveFile(file, "video/webm", new Headers(headers));

describe("parseRange", () => {
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
});

describe("serveFile", () => {
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
});

describe("a client that goes", () => {
  const large = join(folder, "large");
  writeFileSync(large, Buffer.alloc(8 * 1024 ** 2, 7));
  const openNow = () =>
    readdirSync("/proc/self/fd").filter((fd) => existsSync(`/proc/self/fd/${fd}`) && readlinkSync(`/proc/self/fd/${fd}`) === large);

  it.runIf(existsSync("/proc/self/fd"))("before anything is sent, leaves no file open", async () => {
    for (let n = 0; n < 20; n++) await serveFile(large, "video/webm", new Headers());
    await expect.poll(openNow).toEqual([]);
  });

  it.runIf(existsSync("/proc/self/fd"))("in the middle, closes it and throws where nobody listens nothing", async () => {
    // Sends the body as Next does: piped into the response, and aborted by a signal when the connection breaks.
    const server = createServer(async (_request, response) => {
      const gone = new AbortController();
      response.once("close", () => gone.abort());
      const { body } = await serveFile(large, "video/webm", new Headers());
      const closed = once(response, "close");
      const to = new WritableStream<Uint8Array>({
        async write(chunk) {
          if (!response.write(chunk)) await Promise.race([once(response, "drain"), closed]);
        },
        close: () => void response.end(),
      });
      await body?.pipeTo(to, { signal: gone.signal }).catch(() => undefined);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    for (let n = 0; n < 60; n++) {
      const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
      socket.on("error", () => undefined).write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
      let got = 0;
      socket.on("data", (chunk) => {
        got += chunk.length;
        if (got > (n % 7) * 500_000) socket.destroy();
      });
      await once(socket, "close");
    }
    server.close();

    await expect.poll(openNow).toEqual([]);
  });

  it("never takes more of a file into memory than it was asked for", async () => {
    const reader = (await serveFile(large, "video/webm", new Headers())).body?.getReader();
    const first = await reader?.read();
    expect(first?.value?.length).toBe(256 * 1024);
    await reader?.cancel();
    const whole = new Uint8Array(await (await serveFile(large, "video/webm", new Headers({ range: "bytes=1000000-" }))).arrayBuffer());
    expect([whole.length, whole.every((byte) => byte === 7)]).toEqual([8 * 1024 ** 2 - 1_000_000, true]);
  });
});

describe("an empty file", () => {
  it("is served whole, and no part of it", async () => {
    const answer = await serveFile(join(folder, "empty"), "video/webm", new Headers({ range: "bytes=0-" }));
    expect([answer.status, answer.headers.get("content-range")]).toEqual([416, "bytes */0"]);
    expect((await serveFile(join(folder, "empty"), "video/webm", new Headers())).headers.get("content-length")).toBe("0");
  });
});

describe("fileStorage", () => {
  it("takes twenty writes of one file at once, one of which stays, whole", async () => {
    const files = fileStorage(folder);
    await Promise.all(Array.from({ length: 20 }, (_, n) => files.put("video/captions.vtt", { text: `${n}`.repeat(100_000) }, "text/vtt")));
    const kept = await (await files.serveSmall("video/captions.vtt", "text/vtt", new Headers())).text();

    expect(kept).toMatch(/^(\d+?)\1*$/);
    expect([...new Set(kept)].length).toBeLessThanOrEqual(2);
    expect(readdirSync(join(folder, "media/video"))).toEqual(["captions.vtt"]);
    await expect(files.put("video/x", { path: join(folder, "missing") }, "text/vtt")).rejects.toThrow("ENOENT");
    expect(readdirSync(join(folder, "media/video"))).toEqual(["captions.vtt"]);
  });

  it("sweeps out what a write that was cut off left, and nothing else", async () => {
    const files = fileStorage(folder);
    const at = (name: string) => join(folder, "media/swept", name);

    await files.put("swept/kept.vtt", { text: "kept" }, "text/vtt");
    for (const [name, seconds] of [
      ["old.partial", 1000],
      ["new.partial", 3000],
      ["kept.vtt", 1000],
    ] as const) {
      writeFileSync(at(name), "");
      utimesSync(at(name), seconds, seconds);
    }
    await files.sweep(new Date(2_000_000));

    expect(readdirSync(join(folder, "media/swept")).sort()).toEqual(["kept.vtt", "new.partial"]);
  });

  it("never serves in a way that runs, and never from outside its folder", async () => {
    const { headers } = await get();
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toContain("sandbox");
    await expect(serveFile(join(folder, "missing.webm"), "video/webm", new Headers())).rejects.toMatchObject({ code: "not_found" });
    for (const name of ["../secret", "/etc/passwd", "a/../../secret", ""])
      expect(() => fileStorage(folder).serve(name, "text/plain", new Headers(), 1), name).toThrow("outside the media folder");
  });
});
