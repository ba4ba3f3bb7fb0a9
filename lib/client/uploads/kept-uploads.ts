import { load, namesWith, save } from "../storage";

/** What is needed to go on with an upload after the page was closed; the file itself has to be chosen again. */
export type KeptUpload = {
  videoId: string;
  courseId: string;
  userId: string;
  title: string;
  /** The address that makes the upload. `location` is the upload itself, once it is made. */
  endpoint: string;
  location: string | null;
  file: FilePrint;
  sent: number;
};

/** How a chosen file is recognised as the same. */
export type FilePrint = { name: string; size: number; lastModified: number };

const prefix = "handraise:upload:";

export const printOf = ({ name, size, lastModified }: File): FilePrint => ({ name, size, lastModified });

/** Keeps an upload in this browser. */
export const keepUpload = (upload: KeptUpload): void => save(prefix + upload.videoId, JSON.stringify(upload));

export const forgetUpload = (videoId: string): void => save(prefix + videoId, null);

/** This person's uploads that this browser has not finished. */
export function keptUploads(userId: string): KeptUpload[] {
  try {
    return namesWith(prefix).flatMap((name) => {
      const kept = JSON.parse(load(name) ?? "null") as KeptUpload | null;
      return kept?.userId === userId ? [kept] : [];
    });
  } catch {
    return [];
  }
}
