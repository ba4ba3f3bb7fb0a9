// Looks into one video file and writes what it holds as one line of JSON. read-file.ts starts it for each file, and ends it when it exceeds
// its limits. A damaged or hostile file may crash this process, and nothing else. The file is the open descriptor 3. Plain JavaScript,
// because it starts under plain Node however the server itself was started.
import { fstatSync, read } from "node:fs";
import { createRequire } from "node:module";
import { promisify } from "node:util";

// The package as one file, because loading its modules one by one takes longer.
const require = createRequire(import.meta.url);
const { CustomSource, EncodedPacketSink, Input, MATROSKA, MP4, MPEG_TS, OGG, QTFF, WEBM } = require("mediabunny");

/** Writes the answer. A fault of the file is an answer too; a reader that can't start gives none. */
const answer = (result) => process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));
const onProblem = (error) => answer({ found: error instanceof RangeError ? "too much" : "nothing", problem: String(error).slice(0, 500) });
process.on("uncaughtException", onProblem);
process.stdout.write("ready\n");

const file = 3;
const fileBytes = fstatSync(file).size;
const readAt = promisify(read);

async function bytesAt(start, length) {
  const bytes = new Uint8Array(Math.max(0, Math.min(length, fileBytes - start)));
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await readAt(file, bytes, filled, bytes.length - filled, start + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

/** By the container's name in sniff.ts. Formats that refer to other files (play lists) are left out. */
const formats = { mov: [MP4, QTFF], matroska: [MATROSKA, WEBM], ogg: [OGG], mpegts: [MPEG_TS] };

/** Whether an MP4's index (`moov`) comes before its contents (`mdat`). */
async function indexComesFirst() {
  for (let at = 0, seen = 0; seen < 100; seen++) {
    const head = Buffer.from(await bytesAt(at, 16));
    if (head.length < 8) return false;
    const name = head.toString("latin1", 4, 8);
    if (name === "moov" || name === "mdat") return name === "moov";
    const short = head.readUInt32BE(0);
    const size = short === 1 && head.length === 16 ? Number(head.readBigUInt64BE(8)) : short;
    if (size < 8) return false;
    at += size;
  }
  return false;
}

/** The number of an EBML id or size, and where it ends. `size` is without the marking bit, and null when not known yet. */
function vint(head, at) {
  const length = Math.clz32(head[at] ?? 0) - 23;
  if (length > 8 || at + length > head.length) return null;
  const hex = head.toString("hex", at, at + length);
  const all = 1n << BigInt(7 * length);
  const size = BigInt(`0x${hex}`) - all;
  return { id: hex, size: size === all - 1n ? null : Number(size), end: at + length };
}

/** Whether a Matroska file has an index (`Cues`), found by walking over its elements. */
async function hasCues() {
  let at = 0;
  for (let seen = 0; seen < 20_000; seen++) {
    const head = Buffer.from(await bytesAt(at, 12));
    const id = vint(head, 0);
    const size = id && vint(head, id.end);
    if (!size) return false;
    if (id.id === "1c53bb6b") return true;
    // Goes into the segment, and skips every other element.
    if (id.id === "18538067") at += size.end;
    else if (size.size === null) return false;
    else at += size.end + size.size;
  }
  return false;
}

/** The end of a track's last packet, in seconds, with its bytes read; null when the file ends before it. */
async function endOf(track) {
  const last = await new EncodedPacketSink(track).getPacket(Number.POSITIVE_INFINITY);
  return last && last.byteLength > 0 ? last.timestamp + last.duration : null;
}

async function look(container) {
  const input = new Input({
    formats: formats[container],
    source: new CustomSource({
      getSize: () => fileBytes,
      read: (start, end) => bytesAt(start, end - start),
      prefetchProfile: "fileSystem",
    }),
  });
  if (!(await input.canRead())) return { found: "nothing" };
  const video = await input.getPrimaryVideoTrack();
  const audio = await input.getPrimaryAudioTrack();
  if (!video) return { found: audio ? "sound" : "nothing" };
  const claimed = await input.getDurationFromMetadata().catch(() => null);
  const first = await new EncodedPacketSink(video).getFirstPacket().catch(() => null);
  if (!first) return { found: "no packet" };
  const ends = [];
  for (const track of audio ? [video, audio] : [video]) ends.push(await endOf(track).catch(() => null));
  const end = ends.includes(null) ? null : Math.max(...ends);
  return {
    found: "video",
    type: await input.getMimeType().then((type) => type.split(";")[0]),
    video: video.codec,
    videoDetail: await video.getCodecParameterString(),
    audio: audio && (audio.codec ?? "unknown"),
    width: await video.getCodedWidth(),
    height: await video.getCodedHeight(),
    claimed,
    end,
    hasIndex: await (container === "mov" ? indexComesFirst() : hasCues()),
  };
}

look(process.argv[2]).then(answer, onProblem);
