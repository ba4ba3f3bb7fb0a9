import { rm } from "node:fs/promises";
import { join } from "node:path";
import { config } from "../config";
import { remember } from "../remember";
import { bucketStorage } from "./bucket-storage";
import { fileStorage } from "./file-storage";
import type { Storage } from "./interface";

/** Where files stand while something is made of them. What is older than a day was left by a process that was killed. */
export const workFolder = () => join(config().dataDir, "work");

/** At the start of a process that is the only one on its DATA_DIR: what stands there was left by the one before. */
export const clearWorkFolder = () => rm(workFolder(), { recursive: true, force: true });

/** The storage of this process: a bucket where one is configured, files below DATA_DIR otherwise. */
export function storage(): Storage {
  const { s3, dataDir } = config();
  return s3
    ? remember(`storage.${s3.endpoint ?? ""}/${s3.bucket}`, () => bucketStorage(s3, workFolder()))
    : remember(`storage.${dataDir}`, () => fileStorage(dataDir));
}
