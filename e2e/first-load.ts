import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { gzipSync } from "node:zlib";

const built = resolve(import.meta.dirname, "../.next");

type Script = { name: string; bytes: number };

const sizes = new Map<string, number>();

/** Size of a file of the build after `gzip -9`, in bytes. */
function gzipped(file: string): number {
  const known = sizes.get(file);
  if (known !== undefined) return known;
  const bytes = gzipSync(readFileSync(resolve(built, file)), { level: 9 }).length;
  sizes.set(file, bytes);
  return bytes;
}

/** The scripts that a current browser loads with this HTML, the largest first. */
export function scriptsOf(html: string): Script[] {
  const tags = [...html.matchAll(/<script\b[^>]*\bsrc="\/_next\/(static\/[^"?]+\.js)[^>]*>/g)];
  const files = new Set(tags.filter(([tag]) => !/\bnomodule\b/i.test(tag)).map(([, file = ""]) => file));
  return [...files].map((file) => ({ name: basename(file), bytes: gzipped(file) })).sort((a, b) => b.bytes - a.bytes);
}

const bytesOf = (scripts: Script[]): number => scripts.reduce((sum, { bytes }) => sum + bytes, 0);

export const kilobytes = (scripts: Script[]): number => Math.round(bytesOf(scripts) / 100) / 10;

/** Size of React and Next on the smallest page that can be made with them, in kB. */
export function floor(): number {
  const { rootMainFiles } = JSON.parse(readFileSync(resolve(built, "build-manifest.json"), "utf8")) as { rootMainFiles: string[] };
  return kilobytes(rootMainFiles.map((file) => ({ name: file, bytes: gzipped(file) })));
}

/** The most that the scripts of each page may weigh at its first load, in kB. */
export const barsOf = (ids: { thread: string; video: string; course: string }): [path: string, bar: number][] => [
  ["/discussions", 180],
  [`/discussions/threads/${ids.thread}`, 200],
  [`/videos/${ids.video}`, 200],
  ["/notifications", 200],
  ["/courses", 200],
  [`/courses/${ids.course}`, 200],
  ["/settings", 200],
  ["/dashboard", 200],
];
