import { pruneAudit } from "../audit/prune-audit";
import { pruneSessions } from "../auth/prune-sessions";
import { config } from "../config";
import { log } from "../log";
import { pruneNotifications } from "../notifications/prune";
import { pruneUploads } from "../videos/prune-uploads";
import { boss } from "./boss";
import { handlers, lastWords } from "./handlers";
import { lanes } from "./lanes";
import { takeUpAll, workLane } from "./work";

/** Every so often, in ms; the first time soon after the start, each process at a time of its own. */
const period = 6 * 3600 * 1000;
const firstWithin = 10 * 60 * 1000;

/** Starts on the jobs that are in line, and on what has to be done now and then. Returns how to stop, which lets the running step end. */
export async function startJobs(): Promise<() => Promise<void>> {
  if (config().databaseUrl === null) await takeUpAll();
  await boss().start();
  const working = lanes.map((lane) => workLane(lane, handlers, lastWords));
  const stopPruning = nowAndThen();
  return async () => {
    stopPruning();
    await Promise.all(working.map((lane) => lane.stop()));
    await boss().stop({ graceful: false });
  };
}

/** Doing it twice, or in two processes at once, does no harm. */
function nowAndThen(): () => void {
  const letGo = (what: string, prune: () => Promise<number>) =>
    prune().then(
      (count) => count > 0 && log.info({ count }, `${what} let go`),
      (error: unknown) => log.warn({ err: error }, `${what} could not be let go; tried again later`),
    );
  const run = async () => {
    await letGo("old tombstones and receipts", pruneNotifications);
    await letGo("old entries of the audit log", pruneAudit);
    await letGo("old sessions and links", pruneSessions);
    await letGo("videos whose files never came", pruneUploads);
  };
  const first = setTimeout(run, firstWithin * Math.random());
  const timer = setInterval(run, period);
  first.unref();
  timer.unref();
  return () => {
    clearTimeout(first);
    clearInterval(timer);
  };
}
