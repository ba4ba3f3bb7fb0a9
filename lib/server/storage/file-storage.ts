import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { copyFile, mkdir, readdir, rename, rm, stat, statfs, writeFile } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { FileStore } from "@tus/file-store";
import { AppError } from "../errors";
import type { Storage } from "./interface";
import { serveFile } from "./serve-file";

/** The space left free for everything else, in bytes. */
const reserveBytes = 512 * 1024 ** 2;

/**
 * The ending of a file that is being written. Each has a name of its own, because others, even in other processes, may write the same file
 * at the same time.
 */
const partialEnding = ".partial";

/** Moves a file without a second copy on the disk; false where the two places are not on one file system. */
const moved = (from: string, to: string) =>
  rename(from, to).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "EXDEV") return false;
      throw error;
    },
  );

/** Files below DATA_DIR/media, one folder a video. */
export function fileStorage(dataDir: string): Storage {
  const root = resolve(dataDir, "media");
  const pathOf = (name: string) => {
    const path = resolve(root, name);
    if (!path.startsWith(root + sep)) throw new Error(`a media file outside the media folder: ${name}`);
    return path;
  };
  let uploads: FileStore | undefined;
  const serve = (name: string, contentType: string, headers: Headers) => serveFile(pathOf(name), contentType, headers);
  return {
    get uploads() {
      // The store would make its folder in the background, and end the process if that failed.
      if (!uploads) mkdirSync(root, { recursive: true });
      uploads ??= new FileStore({ directory: root });
      return uploads;
    },
    async ensureSpace(bytes) {
      await mkdir(root, { recursive: true });
      const { bavail, bsize } = await statfs(root);
      if (bavail * bsize < bytes + reserveBytes) throw new AppError("too_large", "There is no room for a file of this size at the moment");
    },
    dropUploadMetadata: (name) => rm(pathOf(`${name}.json`), { force: true }),
    async put(name, content) {
      const target = pathOf(name);
      await mkdir(dirname(target), { recursive: true });
      // A reader meanwhile gets the old file or the new one, whole.
      const partial = `${target}.${randomUUID()}${partialEnding}`;
      try {
        if (!("path" in content)) await writeFile(partial, content.text);
        else if (!content.canMove || !(await moved(content.path, partial))) await copyFile(content.path, partial);
        await rename(partial, target);
      } catch (error) {
        await rm(partial, { force: true });
        throw error;
      }
    },
    serve,
    serveSmall: serve,
    withFile: (name, work) => work(pathOf(name)),
    remove: (name) => rm(pathOf(name), { force: true }),
    async sweep(before) {
      for (const folder of await readdir(root).catch(() => []))
        for (const name of await readdir(join(root, folder)).catch(() => [])) {
          if (!name.endsWith(partialEnding)) continue;
          const path = join(root, folder, name);
          const info = await stat(path).catch(() => null);
          if (info && info.mtime < before) await rm(path, { force: true });
        }
    },
    removeAll: (videoId) => rm(pathOf(videoId), { recursive: true, force: true }),
  };
}
