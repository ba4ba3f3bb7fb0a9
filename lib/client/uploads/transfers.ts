import { notifySignedOut } from "../api/api";
import { createTransferRate } from "./transfer-rate";
import type { Transport } from "./tus-transport";
import type { Upload } from "./upload";

/** The delays before the next attempts, in ms; the last one repeats. */
const delaysMs = [500, 1000, 3000, 8000, 15_000];
/** How long nothing may move before the connection counts as dead, in ms, whatever the browser reports. */
const silenceMs = 30_000;
/** After this many 5xx in a row, without a byte in between, the upload fails. */
const failuresMax = 6;

type Running = {
  file: File;
  stop: () => void;
  timer: ReturnType<typeof setTimeout> | undefined;
  attempts: number;
  failures: number;
  /** Whether bytes got through since it was begun or continued. */
  moved: boolean;
};

/** The uploads whose files are being sent, and what they report to. */
type Board = {
  get(videoId: string): Upload | undefined;
  set(videoId: string, change: Partial<Upload>): void;
  /** Keeps where the upload stands for another visit of the page. */
  keep(videoId: string): void;
  done(upload: Upload): void;
};

export type Transfers = {
  /** Sends a file, from where its upload stands. */
  begin(videoId: string, file: File): void;
  /** Sends the file of an upload that was paused or failed. */
  resume(videoId: string): void;
  /** Tries at once, without the delay. */
  attempt(videoId: string): void;
  /** Stops for as long as there is no connection. */
  interrupt(videoId: string): void;
  halt(videoId: string): void;
  forget(videoId: string): void;
};

/** Sends files of this page, with as many attempts as it takes. The states are drawn in upload.ts. */
export function createTransfers(transport: Transport, board: Board): Transfers {
  const running = new Map<string, Running>();

  const halt = (videoId: string) => {
    clearTimeout(running.get(videoId)?.timer);
    running.get(videoId)?.stop();
  };

  const wait = (videoId: string, run: Running) => {
    board.set(videoId, { state: "waiting", speed: null });
    run.timer = setTimeout(() => attempt(videoId), delaysMs[Math.min(run.attempts++, delaysMs.length - 1)]);
  };

  function failed(videoId: string, run: Running, status: number, text: string) {
    board.keep(videoId);
    if (status === 401) {
      notifySignedOut();
      return board.set(videoId, { state: "paused", speed: null });
    }
    // The server clears old uploads away, so one that rested begins anew. One that was just running was replaced by another upload.
    if ((status === 404 || status === 410) && !run.moved && board.get(videoId)?.location !== null) {
      board.set(videoId, { location: null, sent: 0 });
      return wait(videoId, run);
    }
    if (status > 0) run.failures++;
    if (isPassing(status) && run.failures < failuresMax) return wait(videoId, run);
    board.set(videoId, { state: "failed", speed: null, problem: refusal(status, text) });
  }

  function attempt(videoId: string) {
    const upload = board.get(videoId);
    const run = running.get(videoId);
    if (!upload || !run) return;
    halt(videoId);
    const count = createProgress(run);
    const restartClock = () => {
      clearTimeout(run.timer);
      run.timer = setTimeout(interrupt, silenceMs, videoId);
    };
    board.set(videoId, { state: "uploading", problem: null });
    restartClock();
    const from = upload.location === null ? { endpoint: upload.endpoint } : { location: upload.location };
    run.stop = transport(run.file, from, {
      located(location) {
        restartClock();
        board.set(videoId, { location });
        board.keep(videoId);
      },
      progress(sent) {
        restartClock();
        board.set(videoId, count(sent));
      },
      done: () => board.done(upload),
      failed(status, text) {
        clearTimeout(run.timer);
        failed(videoId, run, status, text);
      },
    });
  }

  const interrupt = (videoId: string) => {
    halt(videoId);
    const run = running.get(videoId);
    if (run) failed(videoId, run, 0, "");
  };
  const begin = (videoId: string, file: File) => {
    halt(videoId);
    running.set(videoId, { file, stop: () => {}, timer: undefined, attempts: 0, failures: 0, moved: false });
    attempt(videoId);
  };
  const resume = (videoId: string) => {
    const transfer = running.get(videoId);
    if (transfer) begin(videoId, transfer.file);
  };
  const forget = (videoId: string) => {
    halt(videoId);
    running.delete(videoId);
  };
  return { begin, resume, attempt, interrupt, halt, forget };
}

/** Whether another attempt may succeed. 0 is no answer at all. */
const isPassing = (status: number) => [0, 408, 409, 423, 429].includes(status) || status >= 500;

/** Counts the bytes of one attempt. When some got through, the run's failures and delays begin anew. */
function createProgress(run: Running): (sent: number) => Pick<Upload, "sent" | "speed"> {
  const rate = createTransferRate();
  let before: number | null = null;
  return (sent) => {
    if (before !== null && sent > before) {
      run.attempts = run.failures = 0;
      run.moved = true;
    }
    before = sent;
    rate.add(Date.now(), sent);
    return { sent, speed: rate.perSecond() };
  };
}

/** What the server has against a file, in its own words where it has some. */
function refusal(status: number, text: string): string {
  if (status >= 500) return "The server couldn’t accept the file. Try again later.";
  if (status === 404 || status === 410) return "This upload is gone. It was replaced, or the lecture was deleted.";
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer === "object" && answer !== null && "error" in answer && typeof answer.error === "string") return answer.error;
  } catch {
    // Not our envelope.
  }
  if (status === 413) return "This file is too large.";
  return text.trim() !== "" && text.length < 200 ? text.trim() : "The server didn’t accept the file.";
}
