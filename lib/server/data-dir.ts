import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

const reasons: Record<string, string> = {
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "it is on a file system that is read-only",
  ENOSPC: "the disk is full",
  EEXIST: "there is a file of that name",
  ENOTDIR: "a part of it is a file, not a folder",
};

/**
 * Makes the folder that `DATA_DIR` names, readable by this user only, and the folders above it. Folder by folder, because Node's own
 * recursive form never returns below a folder in which nothing can be made, such as /proc.
 * @throws Error that names the variable, the folder and the reason
 */
export function makeDataDir(dataDir: string): void {
  const missing: string[] = [];
  try {
    for (let folder = dataDir; !statSync(folder, { throwIfNoEntry: false }); folder = dirname(folder)) missing.unshift(folder);
    for (const folder of missing) mkdirSync(folder, { mode: 0o700 });
    if (!statSync(dataDir).isDirectory()) throw Object.assign(new Error(), { code: "EEXIST" });
  } catch (cause) {
    const { code = "", message } = cause as NodeJS.ErrnoException;
    // Another process that starts at the same time made it.
    if (code === "EEXIST" && statSync(dataDir, { throwIfNoEntry: false })?.isDirectory()) return;
    throw new Error(`DATA_DIR ${dataDir} cannot be used: ${reasons[code] ?? message}`, { cause });
  }
}
