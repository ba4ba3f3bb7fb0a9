import { createStore, type StoreApi } from "zustand/vanilla";
import { type FileFingerprint, fingerprintOf, persistedUploads, persistUpload, removePersistedUpload } from "./persisted-uploads";
import { createTransfers } from "./transfers";
import type { Transport } from "./tus-transport";
import type { Upload, UploadState } from "./upload";

/** The uploads of this browser, by video, and what can be done with them. They outlive the page that began them. */
export type Uploads = {
  store: StoreApi<Record<string, Upload>>;
  start(target: Pick<Upload, "videoId" | "courseId" | "userId" | "title" | "endpoint">, file: File): void;
  pause(videoId: string): void;
  /** After a pause or a failure. */
  resume(videoId: string): void;
  /** Goes on with a file that was chosen again. @returns why not, in words; null when it does */
  resumeWithFile(videoId: string, file: File): string | null;
  /** Stops it and forgets it in this browser; the server is told by deleting the video. */
  cancel(videoId: string): void;
  /** Brings back what this person began in this browser and did not finish. */
  restore(userId: string): void;
  /** Calls `listener` with every upload that arrived in full. Returns how to stop. */
  onDone(listener: (upload: Upload) => void): () => void;
};

export function createUploads(transport: Transport): Uploads {
  const store = createStore<Record<string, Upload>>(() => ({}));
  const doneListeners = new Set<(upload: Upload) => void>();

  const get = (videoId: string) => store.getState()[videoId];
  const set = (videoId: string, change: Partial<Upload>) =>
    store.setState((all) => (all[videoId] ? { ...all, [videoId]: { ...all[videoId], ...change } } : all));
  const keep = (videoId: string) => {
    const upload = get(videoId);
    if (!upload) return;
    const { state: _, speed: __, problem: ___, ...kept } = upload;
    persistUpload(kept);
  };
  const remove = (videoId: string) => {
    transfers.forget(videoId);
    removePersistedUpload(videoId);
    store.setState(({ [videoId]: _, ...others }) => others, true);
  };
  const transfers = createTransfers(transport, {
    get,
    set,
    keep,
    done(upload) {
      remove(upload.videoId);
      for (const listener of doneListeners) listener(upload);
    },
  });

  if (typeof window !== "undefined") {
    const each = (state: UploadState, act: (videoId: string) => void) => () => {
      for (const upload of Object.values(store.getState())) if (upload.state === state) act(upload.videoId);
    };
    window.addEventListener("online", each("waiting", transfers.attempt));
    window.addEventListener("offline", each("uploading", transfers.interrupt));
    window.addEventListener("pagehide", each("uploading", keep));
  }

  return {
    store,
    start(target, file) {
      const upload: Upload = {
        ...target,
        location: null,
        file: fingerprintOf(file),
        sent: 0,
        state: "uploading",
        speed: null,
        problem: null,
      };
      store.setState({ [upload.videoId]: upload });
      keep(upload.videoId);
      transfers.begin(upload.videoId, file);
    },
    pause(videoId) {
      transfers.halt(videoId);
      set(videoId, { state: "paused", speed: null });
      keep(videoId);
    },
    resume: transfers.resume,
    resumeWithFile(videoId, file) {
      const upload = get(videoId);
      if (!upload) return "This upload has finished.";
      if (!isSame(upload.file, fingerprintOf(file))) return `That’s a different file. Choose ${upload.file.name}, unchanged.`;
      transfers.begin(videoId, file);
      return null;
    },
    cancel: remove,
    restore(userId) {
      const back = persistedUploads(userId).filter(({ videoId }) => !get(videoId));
      const restored = back.map((kept): [string, Upload] => [kept.videoId, { ...kept, state: "file-needed", speed: null, problem: null }]);
      if (restored.length > 0) store.setState(Object.fromEntries(restored));
    },
    onDone(listener) {
      doneListeners.add(listener);
      return () => doneListeners.delete(listener);
    },
  };
}

const isSame = (a: FileFingerprint, b: FileFingerprint) => a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;
