import { describe, expect, it } from "vitest";
import { limits } from "./limits";
import { webVttProblem } from "./videos";

const file = (...lines: string[]) => ["WEBVTT", "", ...lines].join("\n");

describe("webVttProblem", () => {
  it.each([
    ["one caption", file("00:01.000 --> 00:02.000", "Hello"), null],
    ["hours, settings, a mark at the beginning", `\ufeff${file("1", "01:00:01.000 --> 01:00:02.000 align:start", "Hello")}`, null],
    ["line ends of other systems", file("00:01.000 --> 00:02.000", "Hello").replaceAll("\n", "\r\n"), null],
    ["a title", "WEBVTT - Loops\r\r00:01.000 --> 00:02.000\rHello", null],
    ["no head", "00:01.000 --> 00:02.000\nHello", "must be WebVTT"],
    ["another head", "WEBVTTX\n\n00:01.000 --> 00:02.000", "must be WebVTT"],
    ["a time that is none", file("", "Hello", "1:00 --> 2:00"), "has a line 5 that is no time"],
    ["an arrow in what is said", file("00:01.000 --> 00:02.000", "a --> b"), "has a line 4 that is no time"],
    ["an end before its start", file("00:02.000 --> 00:01.000"), "has a line 3 whose end"],
    ["a caption that lasts no time", file("00:01.000 --> 00:01.000", "so"), null],
    ["nothing but a head", "WEBVTT", "at least one caption"],
    ["bytes", "WEBVTT\n\0", "save the file as UTF-8"],
  ])("reads captions with %s", (_name, text, problem) =>
    problem ? expect(webVttProblem(text)).toContain(problem) : expect(webVttProblem(text)).toBeNull(),
  );

  it.each([
    "\n",
    "\r",
    "\r\n",
    "-->",
    "-->\n",
    "\t-->",
    " ",
    "0",
    "1:00:00.000 -->\n",
    "00:00.000 --> 00:00.001\n\n",
    `00:00.000${" ".repeat(3000)}--> 00:01.000\n`,
  ])("costs little, whatever %j is repeated to the limit", (part) => {
    const text = `WEBVTT\n\n${part.repeat(Math.floor((limits.captionsBytes - 10) / part.length))}`;
    const before = process.cpuUsage();
    expect(webVttProblem(text)).toEqual(expect.any(String));
    const { user, system } = process.cpuUsage(before);
    // It takes 30 ms at most. Splitting the text into a list of lines took ten times as long.
    expect((user + system) / 1000).toBeLessThan(150);
  });

  it("takes no more captions than a browser lays out at once", () => {
    const cue = "00:00.000 --> 00:00.001\n\n";
    expect(webVttProblem(`WEBVTT\n\n${cue.repeat(limits.captionsCues)}`)).toBeNull();
    expect(webVttProblem(`WEBVTT\n\n${cue.repeat(limits.captionsCues + 1)}`)).toContain("at most 10000 captions");
  });

  it("takes 512 KiB, as they are stored", () => {
    const cue = "00:00.000 --> 00:00.001\n";
    const rest = limits.captionsBytes - `WEBVTT\n\n${cue}`.length;
    const saying = (text: string) => webVttProblem(`WEBVTT\n\n${cue}${text}`);
    expect([saying("x".repeat(rest)), saying("\u00fc".repeat(Math.floor(rest / 2)))]).toEqual([null, null]);
    for (const text of ["x".repeat(rest + 1), "\u00fc".repeat(Math.ceil((rest + 1) / 2))])
      expect(saying(text)).toContain("at most 512 KiB");
  });
});
