import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { box, element, fullBox, mp4, u8, u32, u64, webm } from "./media-boxes";

/**
 * A file made to stop its reader or to fill its memory. `says`: what its uploader reads. null: it may become a video, as long as that costs
 * no more than any other.
 */
export type HostileFile = { name: string; says: RegExp | null; bytes: () => Buffer };

const most = 0xffffffff;
/** What is said of a file that needs more time or memory than its reader has. */
export const tooMuch = /asks for more memory or time/;
const unreadable = /nothing in it can be read/;
const cut = /The end of this file is missing/;
const anyRefusal = /\w{3,} .*\./;

const nested = (name: string, depth: number) => {
  const heads = Buffer.alloc(8 * depth);
  for (let level = 0; level < depth; level++) {
    heads.writeUInt32BE(8 * (depth - level), 8 * level);
    heads.write(name, 8 * level + 4, "latin1");
  }
  return heads;
};
const many = (count: number, part: Buffer) => Buffer.concat(Array.from({ length: count }, () => part));

/** 5,390 bytes that crash a process which believes them: a table with one entry claims four billion packets. */
const fourBillion = () => {
  const tables = { stsz: fullBox("stsz", u32(1, most)), stts: fullBox("stts", u32(1, most, 100)), ctts: fullBox("ctts", u32(1, most, 1)) };
  const file = mp4({ tables });
  return Buffer.concat([file, box("free", [Buffer.alloc(5390 - 8 - file.length)])]);
};

const counts: HostileFile[] = [
  { name: "stsz-stts-4-billion.mp4", says: tooMuch, bytes: fourBillion },
  { name: "stts-4-billion.mp4", says: anyRefusal, bytes: () => mp4({ tables: { stts: fullBox("stts", u32(1, most, 1)) } }) },
  { name: "stsz-only-4-billion.mp4", says: anyRefusal, bytes: () => mp4({ tables: { stsz: fullBox("stsz", u32(0, most)) } }) },
  { name: "ctts-4-billion.mp4", says: tooMuch, bytes: () => mp4({ tables: { ctts: fullBox("ctts", u32(1, most, 1)) } }) },
  {
    name: "stz2-4-billion.mp4",
    says: anyRefusal,
    bytes: () => mp4({ tables: { stsz: Buffer.alloc(0), stz2: fullBox("stz2", u32(8, most)), stts: fullBox("stts", u32(1, most, 1)) } }),
  },
  { name: "stsc-4-billion.mp4", says: null, bytes: () => mp4({ tables: { stsc: fullBox("stsc", u32(1, 1, most, 1)) } }) },
  {
    name: "tables-4-billion.mp4",
    says: anyRefusal,
    bytes: () => mp4({ tables: { stts: fullBox("stts", u32(most)), stsc: fullBox("stsc", u32(most)), stco: fullBox("co64", u32(most)) } }),
  },
  {
    name: "pssh-4-billion.mp4",
    says: tooMuch,
    bytes: () => mp4({ inIndex: [box("pssh", [u32(0x1000000), Buffer.alloc(16), u32(most)])] }),
  },
  {
    name: "keys-4-billion.mp4",
    says: null,
    bytes: () =>
      mp4({
        inIndex: [
          box("meta", [fullBox("hdlr", u32(0), Buffer.from("mdta"), Buffer.alloc(13)), fullBox("keys", u32(most)), box("ilst", [])]),
        ],
      }),
  },
  { name: "elst-4-billion.mp4", says: null, bytes: () => mp4({ tables: { elst: fullBox("elst", u32(most)) } }) },
  {
    name: "trun-4-billion.mp4",
    says: null,
    bytes: () =>
      mp4({
        inIndex: [box("mvex", [fullBox("trex", u32(1, 1, 100, 1, 0))])],
        fragments: [
          box("moof", [fullBox("mfhd", u32(1)), box("traf", [box("tfhd", [u32(0x20000, 1)]), box("trun", [u32(0, most)])])]),
          box("mdat", [Buffer.alloc(8)]),
        ],
      }),
  },
  { name: "sidx-65535.mp4", says: null, bytes: () => mp4({ before: [fullBox("sidx", u32(1, 1000, 0, 0, 0xffff))] }) },
];

const places: HostileFile[] = [
  { name: "co64-loop.mp4", says: null, bytes: () => mp4({ tables: { stco: fullBox("co64", u32(1), u64(0n)) } }) },
  { name: "co64-beyond.mp4", says: cut, bytes: () => mp4({ tables: { stco: fullBox("co64", u32(1), u64(1n << 62n)) } }) },
  { name: "packet-of-4-gigabytes.mp4", says: cut, bytes: () => mp4({ tables: { stsz: fullBox("stsz", u32(most, 10)) } }) },
  { name: "box-of-0-bytes.mp4", says: null, bytes: () => mp4({ before: [box("free", [], 0)] }) },
  {
    name: "box-of-1-byte.mp4",
    says: anyRefusal,
    bytes: () => Buffer.concat([box("ftyp", [Buffer.from("isom\0\0\x02\0isom", "latin1")]), many(1000, box("free", [], 1))]),
  },
  {
    name: "nested-100000.mp4",
    says: anyRefusal,
    bytes: () => Buffer.concat([box("ftyp", [Buffer.from("isom\0\0\x02\0isom", "latin1")]), nested("moov", 100_000)]),
  },
  { name: "nested-traks.mp4", says: null, bytes: () => mp4({ inIndex: [nested("trak", 100_000)] }) },
  { name: "a-million-boxes.mp4", says: null, bytes: () => mp4({ before: [many(1_000_000, box("free", []))] }) },
  { name: "a-million-boxes-inside.mp4", says: null, bytes: () => mp4({ inIndex: [many(1_000_000, box("free", []))] }) },
  {
    name: "ten-thousand-tracks.mp4",
    says: null,
    bytes: () => mp4({ inIndex: [many(10_000, box("trak", [fullBox("tkhd", u32(0, 0, 7, 0, 0))]))] }),
  },
];

const lengths: HostileFile[] = [
  { name: "a-billion-seconds.mp4", says: /hours long/, bytes: () => mp4({ tables: { stts: fullBox("stts", u32(1, 10, most)) } }) },
  { name: "claims-49-days.mp4", says: null, bytes: () => mp4({ seconds: 4_294_967 }) },
  { name: "claims-a-billion-seconds.webm", says: cut, bytes: () => webm({ seconds: 1e9 }) },
  { name: "no-number-of-seconds.webm", says: null, bytes: () => webm({ seconds: Number.NaN }) },
  { name: "negative-seconds.webm", says: null, bytes: () => webm({ seconds: -1e9 }) },
  { name: "infinite-seconds.webm", says: null, bytes: () => webm({ seconds: Number.POSITIVE_INFINITY }) },
  { name: "too-many-pixels.mp4", says: /16,384 × 8,640 pixels/, bytes: () => mp4({ codec: "vp09", width: 16_384, height: 8640 }) },
  { name: "too-wide.mp4", says: /9,000 × 100 pixels/, bytes: () => mp4({ codec: "vp09", width: 9000, height: 100 }) },
  { name: "49-megapixels.mp4", says: /7,000 × 7,000 pixels/, bytes: () => mp4({ codec: "vp09", width: 7000, height: 7000 }) },
];

const ebmlHead = () => webm().subarray(0, 60);
const elements: HostileFile[] = [
  {
    name: "segment-of-64-petabytes.webm",
    says: anyRefusal,
    bytes: () => Buffer.concat([ebmlHead(), element("18538067", [element("1654ae6b", [], (1n << 56n) - 2n)], (1n << 56n) - 2n)]),
  },
  {
    name: "block-of-64-petabytes.webm",
    says: anyRefusal,
    bytes: () => webm({ blocks: [element("a3", [u8(0x81, 0, 0, 0x80)], (1n << 56n) - 2n)] }),
  },
  {
    name: "laced-255.webm",
    says: null,
    bytes: () => webm({ blocks: [element("a3", [u8(0x81, 0, 0, 0x82, 255), Buffer.alloc(300, 255)])] }),
  },
  {
    name: "ebml-laced-lies.webm",
    says: null,
    bytes: () => webm({ blocks: [element("a3", [u8(0x81, 0, 0, 0x86, 255), Buffer.alloc(300, 1)])] }),
  },
  { name: "a-million-elements.webm", says: null, bytes: () => webm({ inSegment: [many(1_000_000, Buffer.from([0xec, 0x80]))] }) },
  {
    name: "nested-segments.webm",
    says: anyRefusal,
    bytes: () => Buffer.concat([ebmlHead(), many(100_000, element("18538067", [], "unknown"))]),
  },
  { name: "nested-tags.webm", says: null, bytes: () => webm({ inSegment: [many(100_000, element("1254c367", [], "unknown"))] }) },
];

const damaged: HostileFile[] = [
  { name: "empty.mp4", says: /not a video/, bytes: () => Buffer.alloc(0) },
  { name: "half.mp4", says: cut, bytes: () => mp4().subarray(0, mp4().length - 100) },
  { name: "head-alone.mp4", says: unreadable, bytes: () => mp4().subarray(0, 200) },
  { name: "half.webm", says: cut, bytes: () => webm({ seconds: 30 }).subarray(0, -200) },
  { name: "zeroes.mp4", says: unreadable, bytes: () => Buffer.concat([mp4().subarray(0, 28), Buffer.alloc(1024 ** 2)]) },
  {
    name: "noise.avi",
    says: anyRefusal,
    bytes: () => Buffer.concat([Buffer.from("RIFF\xff\xff\xff\xffAVI LIST\xff\xff\xff\x7fhdrlavih", "latin1"), Buffer.alloc(4096, 0xff)]),
  },
  {
    name: "index-4-billion.avi",
    says: anyRefusal,
    bytes: () => Buffer.concat([Buffer.from("RIFF\xff\xff\xff\x7fAVI idx1\xff\xff\xff\x7f", "latin1"), Buffer.alloc(4096, 1)]),
  },
  { name: "noise.ts", says: anyRefusal, bytes: () => many(5000, Buffer.concat([u8(0x47, 0x40, 0, 0x10), Buffer.alloc(184, 0xff)])) },
  {
    name: "noise.ogv",
    says: anyRefusal,
    bytes: () => many(2000, Buffer.concat([Buffer.from("OggS\0\x02", "latin1"), Buffer.alloc(20, 255), u8(255), Buffer.alloc(255, 1)])),
  },
  {
    name: "noise.flv",
    says: anyRefusal,
    bytes: () => Buffer.concat([Buffer.from("FLV\x01\x05\0\0\0\x09", "latin1"), Buffer.alloc(4096, 9)]),
  },
  {
    name: "noise.wmv",
    says: anyRefusal,
    bytes: () => Buffer.concat([u8(0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11), Buffer.alloc(4096, 0xff)]),
  },
];

/** All hostile files that can be made without ffmpeg. */
export const hostileFiles: HostileFile[] = [...counts, ...places, ...lengths, ...elements, ...damaged];

/**
 * Makes a file whose picture is really so large, in H.264, by ffmpeg.
 * @param folder where it may write
 * @returns the path of the file
 */
export function hugePicture(folder: string, width: number, height: number): string {
  const path = join(folder, `${width}x${height}.mp4`);
  const source = `color=c=gray:s=${width}x${height}:r=1:d=2`;
  execFileSync(
    "ffmpeg",
    ["-v", "error", "-y", "-f", "lavfi", "-i", source, "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", path],
    {
      stdio: "inherit",
    },
  );
  return path;
}
