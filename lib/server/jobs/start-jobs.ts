import { pruneAudit } from "../audit/prune-audit";
import { pruneSessions } from "../auth/prune-sessions";
import { config } from "../config";
import { tellOfCourse } from "../courses/tell-of-course";
import { touchThreadsOf } from "../discussions/touch-threads";
import { log } from "../log";
import { mailForgotten, mailLink } from "../mail/mail-link";
import { pruneNotifications } from "../notifications/prune";
import { forgetPerson } from "../users/forget-person";
import { tellOfVideo } from "../videos/announce-video";
import { boss } from "./boss";
import { lanes } from "./lanes";
import { type Handlers, takeUpAll, workLane } from "./work";

const handlers: Handlers = {
  "tell-of-course": tellOfCourse,
  "tell-of-video": tellOfVideo,
  "forget-person": ({ userId }, { signal }) => forgetPerson(userId, signal),
  "rename-person": ({ userId }, { signal }) => touchThreadsOf(userId, { signal }),
  "mail-link": mailLink,
  "mail-forgotten": mailForgotten,
};

/** Every so often, in ms; the first time soon after the start, each process at a time of its own. */
const period = 6 * 3600 * 1000;
const firstWithin = 10 * 60 * 1000;

/** Starts on the jobs that are in line, and on what has to be done now and then. Returns how to stop, which lets the running step end. */
export async function startJobs(): Promise<() => Promise<void>> {
  if (config().databaseUrl === null) await takeUpAll();
  await boss().start();
  const working = lanes.map((lane) => workLane(lane, handlers));
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
