/** The parts of MP4 and Matroska files, for files that no editor would write. Their sizes need not be true. */

const most = 0xffffffff;

export const u8 = (...values: number[]) => Buffer.from(values);
export const u32 = (...values: number[]) => {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, 4 * index);
  return bytes;
};
export const u64 = (value: bigint) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
};

/** A box of an MP4. `size`, in bytes, replaces the true one. */
export function box(name: string, parts: Uint8Array[], size?: number): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([u32(size ?? body.length + 8), Buffer.from(name, "latin1"), body]);
}

/** A box that begins with version 0 and no flags. */
export const fullBox = (name: string, ...parts: Uint8Array[]) => box(name, [u32(0), ...parts]);

/** An element of Matroska. `size`, in bytes, replaces the true one. "unknown": the file leaves the size open. */
export function element(id: string, parts: Uint8Array[], size?: bigint | "unknown"): Buffer {
  const body = Buffer.concat(parts);
  const bits = size === "unknown" ? (1n << 56n) - 1n : (size ?? BigInt(body.length));
  return Buffer.concat([Buffer.from(id, "hex"), u64((1n << 56n) | bits), body]);
}

/** Ten frames in one second, of 160 × 120 pixels. */
const frames = 10;
const frameBytes = 40;
const avcC = Buffer.from("0142c00affe100176742c00ad902847e5c0440000003004000000503c4899201000568cb83cb20", "hex");

export type Lies = {
  /** Replaces tables of the video track, by name, or adds others after them. */
  tables?: Record<string, Buffer>;
  /** Boxes in the index (`moov`) after the track. */
  inIndex?: Buffer[];
  /** Boxes before everything else but `ftyp`. */
  before?: Buffer[];
  /** The length that the header claims, in s. */
  seconds?: number;
  width?: number;
  height?: number;
  /** The codec that the file claims. `vp09` does not state the size of its frames. */
  codec?: "avc1" | "vp09";
  fragments?: Buffer[];
};

/** An MP4 with H.264 and its index first. It is valid except for the given lies, but its frames cannot be decoded. */
export function mp4({
  tables = {},
  inIndex = [],
  before = [],
  seconds = 1,
  width = 160,
  height = 120,
  codec = "avc1",
  fragments = [],
}: Lies = {}): Buffer {
  const head = Buffer.concat([box("ftyp", [Buffer.from("isom\0\0\x02\0isomavc1mp41", "latin1")]), ...before]);
  const size = Buffer.alloc(4);
  size.writeUInt16BE(width & 0xffff, 0);
  size.writeUInt16BE(height & 0xffff, 2);
  const config = codec === "avc1" ? box("avcC", [avcC]) : fullBox("vpcC", u8(0, 40, 0x82, 1, 1, 1, 0, 0));
  const entry = box(codec, [
    u8(0, 0, 0, 0, 0, 0, 0, 1),
    Buffer.alloc(16),
    size,
    u32(0x480000, 0x480000, 0),
    u8(0, 1),
    Buffer.alloc(32),
    u8(0, 24, 255, 255),
    config,
  ]);
  const index = (offset: number) => {
    const all = {
      stsd: fullBox("stsd", u32(1), entry),
      stts: fullBox("stts", u32(1, frames, 100)),
      stsc: fullBox("stsc", u32(1, 1, frames, 1)),
      stsz: fullBox("stsz", u32(frameBytes, frames)),
      stco: fullBox("stco", u32(1, offset)),
      ...tables,
    };
    const claimed = Math.min(most, seconds * 1000);
    const matrix = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);
    const track = box("trak", [
      box("tkhd", [u32(3, 0, 0, 1, 0, claimed, 0, 0, 0, 0), matrix, u32((width & 0xffff) * 65536, (height & 0xffff) * 65536)]),
      box("mdia", [
        fullBox("mdhd", u32(0, 0, 1000, claimed, 0x55c40000)),
        fullBox("hdlr", u32(0), Buffer.from("vide"), Buffer.alloc(13)),
        box("minf", [
          box("vmhd", [u32(1, 0, 0)]),
          box("dinf", [fullBox("dref", u32(1), box("url ", [u32(1)]))]),
          box("stbl", Object.values(all)),
        ]),
      ]),
    ]);
    return box("moov", [
      fullBox("mvhd", u32(0, 0, 1000, claimed, 0x10000, 0x1000000, 0, 0), matrix, Buffer.alloc(24), u32(2)),
      track,
      ...inIndex,
    ]);
  };
  const offset = head.length + index(0).length + 8;
  return Buffer.concat([head, index(offset), box("mdat", [Buffer.alloc(frames * frameBytes, 0x65)]), ...fragments]);
}

const float64 = (value: number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes;
};

/** A WebM with VP8 and one cluster. It is valid except for the given lies. */
export function webm({ seconds = 1, blocks, inSegment = [] }: { seconds?: number; blocks?: Buffer[]; inSegment?: Buffer[] } = {}): Buffer {
  const block = (at: number) => element("a3", [u8(0x81, at >> 8, at & 255, 0x80), Buffer.alloc(frameBytes, 1)]);
  return Buffer.concat([
    element("1a45dfa3", [
      element("4286", [u8(1)]),
      element("42f2", [u8(4)]),
      element("42f3", [u8(8)]),
      element("4282", [Buffer.from("webm")]),
    ]),
    element(
      "18538067",
      [
        ...inSegment,
        element("1549a966", [element("2ad7b1", [u8(0x0f, 0x42, 0x40)]), element("4489", [float64(seconds * 1000)])]),
        element("1654ae6b", [
          element("ae", [
            ...[element("d7", [u8(1)]), element("73c5", [u8(1)]), element("83", [u8(1)]), element("86", [Buffer.from("V_VP8")])],
            element("e0", [element("b0", [u8(0, 160)]), element("ba", [u8(0, 120)])]),
          ]),
        ]),
        element("1f43b675", [element("e7", [u8(0)]), ...(blocks ?? Array.from({ length: 10 }, (_, index) => block(index * 100)))]),
      ],
      "unknown",
    ),
  ]);
}
