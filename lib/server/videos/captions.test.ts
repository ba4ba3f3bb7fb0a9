import { describe, expect, it } from "vitest";
import { limits } from "#lib/contract/limits.ts";
import { type CaptionsBody, captionsBody, captionsQuery } from "#lib/contract/videos.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makeScene, type Scene, testRequest } from "#lib/testing/factories.ts";
import { db } from "../db/client";
import { offeredTracks } from "./caption-tracks";
import { deleteCaptions, putCaptions } from "./change-captions";
import { requireVideo } from "./get-video";
import { readCaptions } from "./read-captions";
import { serveCaptions } from "./stream-video";

useTestDatabase();

const file = (text: string, encoding: BufferEncoding = "utf8"): CaptionsBody => ({
  file_base64: Buffer.from(text, encoding).toString("base64"),
});
const vtt = (said: string) => `WEBVTT\n\n00:01.000 --> 00:04.000\n${said}\n`;

describe("readCaptions", () => {
  it.each<[string, CaptionsBody, string]>([
    ["WebVTT in Windows-1252", file(vtt("fr\u00fcher, na\u00efve"), "latin1"), "fr\u00fcher, na\u00efve"],
    ["WebVTT in UTF-16", file(`\ufeff${vtt("fr\u00fcher")}`, "utf16le"), "fr\u00fcher"],
    [
      "a caption that lasts no time",
      file("WEBVTT\n\n00:00:04.000 --> 00:00:04.000\nso\n\n00:00:05.000 --> 00:00:08.000\nSecond"),
      "Second",
    ],
    ["SubRip", file("1\r\n00:00:01,000 --> 00:00:04,000\r\nHello there\r\n"), "00:00:01.000 --> 00:00:04.000\r\nHello there"],
    [
      "SubRip with places and short times",
      file("1\n0:00:01,5 --> 0:00:04,25 X1:1 X2:2\n{\\an8}Up\n"),
      "00:00:01.500 --> 00:00:04.250 X1:1 X2:2\nUp",
    ],
  ])("reads %s", (_name, body, text) => {
    const read = readCaptions(body);
    expect(read).toMatch(/^WEBVTT/);
    expect(read).toContain(text);
  });

  it.each<[string, CaptionsBody, string]>([
    ["what is no captions", file("Dear all"), "WebVTT (.vtt) or SubRip (.srt)"],
    [
      "a line of SubRip by its own number",
      file("1\n00:00:01,000 --> 00:00:04,000\nHello\n\n2\n00:00:09 --> 00:00:10,000\nOh"),
      "has a line 6 that is no time",
    ],
    [
      "damaged UTF-8",
      { file_base64: Buffer.concat([Buffer.from(vtt("fr\u00fcher")), Buffer.from([0xff])]).toString("base64") },
      "save the file as UTF-8",
    ],
    ["too much", file(vtt("a".repeat(limits.captionsBytes))), "at most 512 KiB"],
    [
      "a file that is too large, though its text is not",
      file(`\ufeff${vtt("a".repeat(limits.captionsBytes / 2))}`, "utf16le"),
      "at most 512 KiB",
    ],
  ])("refuses %s", (_name, body, message) => expect(() => readCaptions(body)).toThrow(message));

  it.each(["\n", " ", "\t", "0", "-->", "00:00:00,000 --> ", "00:00:00,000", "{\\an", "00:00:00,000 --> 00:00:01,000\n\n", "1\n"])(
    "costs little, whatever %j a file repeats",
    (part) => {
      const body = file(`-->${part.repeat(Math.floor((limits.captionsBytes - 10) / part.length))}`);
      const before = process.cpuUsage();
      expect(() => readCaptions(body)).toThrow();
      const { user, system } = process.cpuUsage(before);
      // It takes about 30 ms. A parser that goes line by line needed minutes.
      expect((user + system) / 1000).toBeLessThan(400);
    },
  );
});

const put = ({ lecturer, videoId }: Scene, body: unknown) =>
  putCaptions({ caller: lecturer.caller, params: { id: videoId }, body: captionsBody.parse(body) });
const remove = ({ lecturer, videoId }: Scene, language?: string) =>
  deleteCaptions({ caller: lecturer.caller, params: { id: videoId }, query: captionsQuery.parse({ language }) });
const said = async ({ student, videoId }: Scene, language?: string) => {
  const ask = { caller: student.caller, params: { id: videoId }, query: captionsQuery.parse({ language }), request: testRequest() };
  return (await serveCaptions(ask)).text();
};
const offered = async ({ student, videoId }: Scene) => offeredTracks(await requireVideo(videoId, "watch", student.caller));

describe("a video", () => {
  it("keeps captions in several languages, one file each, and captions without a language", async () => {
    const scene = await makeScene();
    await put(scene, { captions: vtt("the old way") });
    await put(scene, { ...file(vtt("auf Deutsch")), language: "de" });
    await put(scene, { ...file(vtt("no Brasil")), language: "PT-br", label: "Portugu\u00eas do Brasil" });

    expect(await offered(scene)).toEqual([
      { language: "en", label: "English" },
      { language: "de", label: "Deutsch" },
      { language: "pt-BR", label: "Portugu\u00eas do Brasil" },
    ]);
    expect(await Promise.all([said(scene), said(scene, "en"), said(scene, "de"), said(scene, "pt-BR")])).toEqual([
      vtt("the old way"),
      vtt("the old way"),
      vtt("auf Deutsch"),
      vtt("no Brasil"),
    ]);
    await expect(said(scene, "fr")).rejects.toMatchObject({ code: "not_found" });

    await put(scene, { ...file(vtt("anew")), language: "en", label: "English (CC)" });
    expect([await said(scene, "en"), (await offered(scene)).map(({ label }) => label)]).toEqual([
      vtt("anew"),
      ["Deutsch", "Portugu\u00eas do Brasil", "English (CC)"],
    ]);

    await put(scene, { captions: vtt("the old way again") });
    expect([await said(scene), (await offered(scene)).length]).toEqual([vtt("the old way again"), 3]);

    await remove(scene);
    await remove(scene, "pt-BR");
    expect([await said(scene), await offered(scene)]).toEqual([vtt("auf Deutsch"), [{ language: "de", label: "Deutsch" }]]);
    await expect(remove(scene, "fr")).rejects.toMatchObject({ code: "not_found" });
  });

  it("takes a bounded number of languages, and goes on replacing", async () => {
    const scene = await makeScene();
    const letters = "abcdefghijklmnopqrst".split("");

    await db().captionTrack.createMany({
      data: letters
        .slice(0, limits.captionTracksMax)
        .map((letter) => ({ videoId: scene.videoId, language: `q${letter}`, label: letter, file: "x" })),
    });

    await expect(put(scene, { captions: vtt("more"), language: "de" })).rejects.toMatchObject({ code: "conflict" });
    await expect(put(scene, { captions: vtt("more") })).rejects.toMatchObject({ code: "conflict" });

    await put(scene, { captions: vtt("the same"), language: "qa" });
    expect(await said(scene, "qa")).toBe(vtt("the same"));
  });

  it("takes no more captions when several come at once", async () => {
    const scene = await makeScene();
    const track = (letter: string) => ({ videoId: scene.videoId, language: `q${letter}`, label: letter, file: "x" });

    await db().captionTrack.createMany({ data: [..."abcdefghijklmnopqrstuvwxyz"].slice(0, limits.captionTracksMax - 2).map(track) });
    const all = await Promise.allSettled(
      ["de", "fr", "es", "it", "pt"].map((language) => put(scene, { captions: vtt(language), language })),
    );
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    expect(all.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
    expect(await db().captionTrack.count({ where: { videoId: scene.videoId } })).toBe(limits.captionTracksMax);
  });
});
