/** What is needed to go on with an upload after the page was closed; the file itself has to be chosen again. */
export type KeptUpload = {
  videoId: string;
  courseId: string;
  userId: string;
  title: string;
  /** Makes the upload; `location` is the upload itself once it is made. */
  endpoint: string;
  location: string | null;
  file: FilePrint;
  sent: number;
};

/** What tells whether a chosen file is the one from before. */
export type FilePrint = { name: string; size: number; lastModified: number };

const prefix = "handraise:upload:";

export const printOf = ({ name, size, lastModified }: File): FilePrint => ({ name, size, lastModified });

/** Keeps an upload in this browser. One that stores nothing is put up with: the upload then lives as long as the page. */
export function keepUpload(upload: KeptUpload): void {
  try {
    localStorage.setItem(prefix + upload.videoId, JSON.stringify(upload));
  } catch {
    // Full, or forbidden by the browser.
  }
}

export function forgetUpload(videoId: string): void {
  try {
    localStorage.removeItem(prefix + videoId);
  } catch {
    // Nothing was kept then.
  }
}

/** The uploads of this person that this browser has not finished. */
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
