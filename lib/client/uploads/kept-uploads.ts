/** What is needed to continue an upload after the page was closed. The file itself has to be chosen again. */
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

/** Keeps an upload in this browser. Without storage the upload lasts as long as the page. */
export function keepUpload(upload: KeptUpload): void {
  try {
    localStorage.setItem(prefix + upload.videoId, JSON.stringify(upload));
  } catch {
    // The storage is full, or forbidden by the browser.
  }
}

export function forgetUpload(videoId: string): void {
  try {
    localStorage.removeItem(prefix + videoId);
  } catch {
    // Nothing was kept then.
  }
}

/** This person's uploads that this browser has not finished. */
export function keptUploads(userId: string): KeptUpload[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .flatMap((key) => {
        const kept = JSON.parse(localStorage.getItem(key) ?? "null") as KeptUpload | null;
        return kept?.userId === userId ? [kept] : [];
      });
  } catch {
    return [];
  }
}
