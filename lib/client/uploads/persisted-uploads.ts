import { keysWithPrefix, load, save } from "../storage";

/** What is needed to go on with an upload after the page was closed; the file itself has to be chosen again. */
export type PersistedUpload = {
  videoId: string;
  courseId: string;
  userId: string;
  title: string;
  /** The address that makes the upload. `location` is the upload itself, once it is made. */
  endpoint: string;
  location: string | null;
  file: FileFingerprint;
  sent: number;
};

/** How a chosen file is recognised as the same. */
export type FileFingerprint = { name: string; size: number; lastModified: number };

const prefix = "handraise:upload:";

export const fingerprintOf = ({ name, size, lastModified }: File): FileFingerprint => ({ name, size, lastModified });

/** Keeps an upload in this browser. */
export const persistUpload = (upload: PersistedUpload): void => save(prefix + upload.videoId, JSON.stringify(upload));

export const removePersistedUpload = (videoId: string): void => save(prefix + videoId, null);

/** This person's uploads that this browser has not finished. */
export function persistedUploads(userId: string): PersistedUpload[] {
  try {
    return keysWithPrefix(prefix).flatMap((name) => {
      const kept = JSON.parse(load(name) ?? "null") as PersistedUpload | null;
      return kept?.userId === userId ? [kept] : [];
    });
  } catch {
    return [];
  }
}
