import { rm } from "node:fs/promises";
import { join } from "node:path";
import { config } from "../config";
import { remember } from "../remember";
import { bucketStorage } from "./bucket-storage";
import { fileStorage } from "./file-storage";
import type { Storage } from "./interface";

/** The folder of files while something is made from them. A file older than a day was left by a killed process. */
export const workFolder = () => join(config().dataDir, "work");

/** Empties that folder at the start of the only process on its DATA_DIR. */
export const clearWorkFolder = () => rm(workFolder(), { recursive: true, force: true });

/** The storage of this process: a bucket where one is configured, files below DATA_DIR otherwise. */
export function storage(): Storage {
  const { s3, dataDir } = config();
  return s3
    ? remember(`storage.${s3.endpoint ?? ""}/${s3.bucket}`, () => bucketStorage(s3, workFolder()))
    : remember(`storage.${dataDir}`, () => fileStorage(dataDir));
}
