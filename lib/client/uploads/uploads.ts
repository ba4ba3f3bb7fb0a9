import { createStore, type StoreApi } from "zustand/vanilla";
import { notifySignedOut } from "../api/api";
import { type FilePrint, forgetUpload, type KeptUpload, keepUpload, keptUploads, printOf } from "./kept-uploads";
import { createTransferRate } from "./transfer-rate";
import type { Transport } from "./tus-transport";

/*
 *                        progress
 *   start, goOn ──▶ uploading ──┐      done ──▶ forgotten
 *                    │  ▲    ▲ ◀┘       (also by drop, from anywhere)
 *                    │  │    │
 *     pause, or a 401│  │    │ a delay of up to 15 s, or the network is back
 *                    ▼  │    │
 *               paused ─┘   waiting ◀── no network, 30 s without a byte, 408, 409, 423, 429, 5xx; 404 and 410 of one that rested
 *                 resume
 *                    ▲ resume
 *               failed ◀── any other answer, or six 5xx in a row
 *
 *   restore (after the page was closed) ──▶ file-needed ── goOn ──▶ uploading
 */

/**
 * `waiting`: for a connection, and tried again automatically. `file-needed`: the page was closed meanwhile. `failed`: by an answer that a
 * retry does not change.
 */
export type UploadState = "uploading" | "waiting" | "paused" | "file-needed" | "failed";

/** A file being uploaded to its video. Sizes in bytes, speed in bytes a second. */
export type Upload = KeptUpload & { state: UploadState; speed: number | null; problem: string | null };

/** The delays before the next attempts, in ms; the last one repeats. */
const delays = [500, 1000, 3000, 8000, 15_000];
/** How long nothing may move before the connection counts as dead, in ms, whatever the browser reports. */
const patience = 30_000;
/** After this many 5xx in a row, without a byte in between, the upload fails. */
const mostFailures = 6;

type Running = {
  file: File;
  stop: () => void;
  timer: ReturnType<typeof setTimeout> | undefined;
  attempts: number;
  failures: number;
  /** Whether bytes got through since it was begun or continued. */
  moved: boolean;
};

/** The uploads of this browser, by video, and what can be done with them. They outlive the page that began them. */
export type Uploads = {
  store: StoreApi<Record<string, Upload>>;
  start(given: Pick<Upload, "videoId" | "courseId" | "userId" | "title" | "endpoint">, file: File): void;
  pause(videoId: string): void;
  /** After a pause or a failure. */
  resume(videoId: string): void;
  /** Goes on with a file that was chosen again. @returns why not, in words; null when it does */
  goOn(videoId: string, file: File): string | null;
  /** Stops it and forgets it in this browser; the server is told by deleting the video. */
  drop(videoId: string): void;
  /** Brings back what this person began in this browser and did not finish. */
  restore(userId: string): void;
  /** Calls `listener` with every upload that arrived in full. Returns how to stop. */
  onDone(listener: (upload: Upload) => void): () => void;
};

export function createUploads(transport: Transport): Uploads {
  const store = createStore<Record<string, Upload>>(() => ({}));
  const running = new Map<string, Running>();
  const doneListeners = new Set<(upload: Upload) => void>();

  const set = (videoId: string, change: Partial<Upload>) =>
    store.setState((all) => (all[videoId] ? { ...all, [videoId]: { ...all[videoId], ...change } } : all));
  const keep = (videoId: string) => {
    const upload = store.getState()[videoId];
    if (!upload) return;
    const { state: _, speed: __, problem: ___, ...kept } = upload;
    keepUpload(kept);
  };
  const halt = (videoId: string) => {
    const run = running.get(videoId);
    if (!run) return;
    clearTimeout(run.timer);
    run.stop();
  };
  const remove = (videoId: string) => {
    halt(videoId);
    running.delete(videoId);
    forgetUpload(videoId);
    store.setState(({ [videoId]: _, ...others }) => others, true);
  };

  const wait = (videoId: string, run: Running) => {
    set(videoId, { state: "waiting", speed: null });
    run.timer = setTimeout(() => attempt(videoId), delays[Math.min(run.attempts++, delays.length - 1)]);
  };

  function failed(videoId: string, run: Running, status: number, text: string) {
    keep(videoId);
    if (status === 401) {
      notifySignedOut();
      return set(videoId, { state: "paused", speed: null });
    }
    // The server clears old uploads away, so one that rested begins anew. One that was just running was replaced by another upload.
    if ((status === 404 || status === 410) && !run.moved && store.getState()[videoId]?.location !== null) {
      set(videoId, { location: null, sent: 0 });
      return wait(videoId, run);
    }
    const passing = status === 0 || status === 408 || status === 409 || status === 423 || status === 429 || status >= 500;
    if (status > 0) run.failures++;
    if (passing && run.failures < mostFailures) return wait(videoId, run);
    set(videoId, { state: "failed", speed: null, problem: refusal(status, text) });
  }

  function attempt(videoId: string) {
    const upload = store.getState()[videoId];
    const run = running.get(videoId);
    if (!upload || !run) return;
    halt(videoId);
    const rate = createTransferRate();
    /** Any progress restarts the clock. */
    const moved = () => {
      clearTimeout(run.timer);
      run.timer = setTimeout(() => {
        run.stop();
        failed(videoId, run, 0, "");
      }, patience);
    };
    set(videoId, { state: "uploading", problem: null });
    moved();
    const from = upload.location === null ? { endpoint: upload.endpoint } : { location: upload.location };
    let before: number | null = null;
    run.stop = transport(run.file, from, {
      located(location) {
        moved();
        set(videoId, { location });
        keep(videoId);
      },
      progress(sent) {
        moved();
        if (before !== null && sent > before) {
          run.attempts = run.failures = 0;
          run.moved = true;
        }
        before = sent;
        rate.add(Date.now(), sent);
        set(videoId, { sent, speed: rate.perSecond() });
      },
      done() {
        remove(videoId);
        for (const listener of doneListeners) listener(upload);
      },
      failed(status, text) {
        clearTimeout(run.timer);
        failed(videoId, run, status, text);
      },
    });
  }

  const run = (videoId: string, file: File) => {
    halt(videoId);
    running.set(videoId, { file, stop: () => {}, timer: undefined, attempts: 0, failures: 0, moved: false });
    attempt(videoId);
  };

  if (typeof window !== "undefined") {
    const each = (state: UploadState, act: (videoId: string) => void) => {
      for (const upload of Object.values(store.getState())) if (upload.state === state) act(upload.videoId);
    };
    window.addEventListener("online", () => each("waiting", attempt));
    window.addEventListener("offline", () =>
      each("uploading", (videoId) => {
        halt(videoId);
        const run = running.get(videoId);
        if (run) failed(videoId, run, 0, "");
      }),
    );
    window.addEventListener("pagehide", () => each("uploading", keep));
  }

  return {
    store,
    start(given, file) {
      const upload: Upload = { ...given, location: null, file: printOf(file), sent: 0, state: "uploading", speed: null, problem: null };
      store.setState({ [upload.videoId]: upload });
      keep(upload.videoId);
      run(upload.videoId, file);
    },
    pause(videoId) {
      halt(videoId);
      set(videoId, { state: "paused", speed: null });
      keep(videoId);
    },
    resume(videoId) {
      const held = running.get(videoId);
      if (held) run(videoId, held.file);
    },
    goOn(videoId, file) {
      const upload = store.getState()[videoId];
      if (!upload) return "This upload has finished.";
      if (!isSame(upload.file, printOf(file))) return `That’s a different file. Choose ${upload.file.name}, unchanged.`;
      run(videoId, file);
      return null;
    },
    drop: remove,
    restore(userId) {
      const back = keptUploads(userId).filter(({ videoId }) => !store.getState()[videoId]);
      const restored = back.map((kept): [string, Upload] => [kept.videoId, { ...kept, state: "file-needed", speed: null, problem: null }]);
      if (restored.length > 0) store.setState(Object.fromEntries(restored));
    },
    onDone(listener) {
      doneListeners.add(listener);
      return () => doneListeners.delete(listener);
    },
  };
}

const isSame = (a: FilePrint, b: FilePrint) => a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;

/** What the server has against a file, in its own words where it has some. */
function refusal(status: number, text: string): string {
  if (status >= 500) return "The server couldn’t accept the file. Try again later.";
  if (status === 404 || status === 410) return "This upload is gone. It was replaced, or the video was deleted.";
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer === "object" && answer !== null && "error" in answer && typeof answer.error === "string") return answer.error;
  } catch {
    // Not our envelope.
  }
  if (status === 413) return "This file is too large.";
  return text.trim() !== "" && text.length < 200 ? text.trim() : "The server didn’t accept the file.";
}
