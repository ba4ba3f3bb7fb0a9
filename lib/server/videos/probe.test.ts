import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { afterAll, describe, expect, it, vi } from "vitest";
import { hostileFiles, hugePicture, tooMuch } from "#lib/testing/hostile-media.ts";
import { mp4, webm } from "#lib/testing/media-boxes.ts";
import { runBounded } from "../bounded-child";
import { hasFfmpeg } from "./ffmpeg";
import { probe } from "./probe";
import { UnplayableVideo } from "./unplayable";

vi.setConfig({ testTimeout: 120_000 });
const folder = mkdtempSync(join(tmpdir(), "handraise-hostile-"));
afterAll(() => rmSync(folder, { recursive: true }));
const canConvert = await hasFfmpeg();

const { signal } = new AbortController();
const look = (path: string, timeoutMs?: number) =>
  probe(path, signal, timeoutMs).catch((error: unknown) => {
    if (error instanceof UnplayableVideo) return error.message;
    throw error;
  });
const write = (name: string, bytes: Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

describe("a hostile file", () => {
  it.each(hostileFiles)("$name costs this process nothing and ends with a sentence", async ({ name, says, bytes }) => {
    const path = write(name, bytes());
    const [before, cpu] = [process.memoryUsage.rss(), process.cpuUsage()];
    let most = before;
    const watching = setInterval(() => {
      most = Math.max(most, process.memoryUsage.rss());
    }, 20);
    const delay = monitorEventLoopDelay({ resolution: 10 });

    delay.enable();
    // Files that would use up all of the time get only 2 s.
    const said = await look(path, says === tooMuch ? 2000 : undefined);
    delay.disable();
    clearInterval(watching);
    rmSync(path);

    if (says) expect(said).toMatch(says);
    else if (typeof said === "string") expect(said).toMatch(/\w{3,} .*\./);
    else expect(said).toMatchObject({ container: expect.any(String), duration: expect.any(Number) });
    expect((most - before) / 1024 ** 2).toBeLessThan(64);

    // The processor's time, because how long it takes also depends on the machine's load.
    const { user, system } = process.cpuUsage(cpu);
    expect((user + system) / 1000).toBeLessThan(1000);
    expect(delay.max / 1e6).toBeLessThan(2000);
  });

  it.runIf(canConvert)("with too large a picture is refused by its size before anything decodes it", async () => {
    expect(await look(hugePicture(folder, 16_384, 2160))).toMatch(/16,384 × 2,160 pixels/);
  });
});

describe("probe", () => {
  it("looks well into what is good", async () => {
    expect(await look(write("good.mp4", mp4()))).toMatchObject({
      videoDetail: "avc1.42c00a",
      width: 160,
      height: 120,
      duration: 1,
      startsFast: true,
    });
    // Without an index it can be played but not sought.
    expect(await look(write("good.webm", webm()))).toMatchObject({ video: "vp8", duration: 0.9, startsFast: false });
  });

  it.each([
    ["sound.mp3", Buffer.from("ID3\x04\0\0\0\0\0\0", "latin1"), /sound but no picture/],
    ["frames.mp3", Buffer.from([0xff, 0xfb, 0x90, 0x64, 0, 0]), /sound but no picture/],
    ["sound.wav", Buffer.from("RIFF\0\0\0\0WAVEfmt "), /sound but no picture/],
    ["photo.jpg", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), /is a picture/],
    ["slides.pdf", Buffer.from("%PDF-1.7\n"), /is a PDF/],
    ["slides.pptx", Buffer.from([0x50, 0x4b, 3, 4, 20, 0]), /Office document/],
    ["notes.txt", Buffer.from("Loops, and how to leave them"), /is not a video/],
  ])("says what %s is", async (name, bytes, says) => {
    expect(await look(write(name, bytes))).toMatch(says);
  });
});

describe("a child that looks into files", () => {
  const run = (program: string, args: string[], limits = {}) =>
    runBounded({ program, args, limits: { timeoutMs: 20_000, memoryBytes: 2 * 1024 ** 3, fileBytes: 1024, ...limits }, signal });
  const node = (text: string, limits = {}) => run(process.execPath, ["-e", text], limits);

  it("knows nothing of our environment, and comes after everything else", async () => {
    process.env.NEXTAUTH_SECRET_TEST = "planted";
    const end = await node("console.log(JSON.stringify(process.env), require('os').getPriority())");
    delete process.env.NEXTAUTH_SECRET_TEST;
    expect(end.output).not.toMatch(/planted|NEXTAUTH|DATABASE_URL|VITEST/);
    expect(end.output).toMatch(/ 10\n$/);
  });

  it("is ended when its time is over, and when nobody waits for it any more", async () => {
    expect(await node("setInterval(() => 0, 1000)", { timeoutMs: 300 })).toMatchObject({ code: null, timedOut: true });

    const gone = new AbortController();
    const running = runBounded({
      program: process.execPath,
      args: ["-e", "setInterval(() => 0, 1000)"],
      limits: { timeoutMs: 20_000, memoryBytes: 2 * 1024 ** 3, fileBytes: 0 },
      signal: gone.signal,
    });

    setTimeout(() => gone.abort(new Error("the process ends")), 100);
    await expect(running).rejects.toThrow("the process ends");
  });

  it.runIf(process.platform === "linux")("gets no more memory and writes no larger file than it may", async () => {
    const fill = "const held = []; for (;;) held.push(Buffer.alloc(64 * 1024 ** 2, 1))";
    expect((await node(fill)).code).not.toBe(0);
    const path = join(folder, "large");
    const end = await node(`require("fs").writeFileSync(${JSON.stringify(path)}, Buffer.alloc(1024 ** 2))`);
    expect(end.code).not.toBe(0);
  });

  it("cannot fill our memory by what it says", async () => {
    const end = await node(
      "for (let n = 0; n < 300; n++) { require('fs').writeSync(1, 'x'.repeat(65536)); require('fs').writeSync(2, 'y'.repeat(65536)); }",
    );
    expect(end.output.length).toBeLessThan(2 * 1024 ** 2);
    expect(end.stderr.length).toBeLessThanOrEqual(2000);
  });

  it("is no fault of the file when it does not start", async () => {
    await expect(run("/no/such/program", [])).resolves.toMatchObject({ code: expect.any(Number) });
  });
});
