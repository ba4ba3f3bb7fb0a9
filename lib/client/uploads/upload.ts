import type { PersistedUpload } from "./persisted-uploads";

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
export type Upload = PersistedUpload & { state: UploadState; speed: number | null; problem: string | null };
