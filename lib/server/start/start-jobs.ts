import { pruneAudit } from "../audit/prune-audit";
import { catchUpInvitations } from "../auth/catch-up-invitations";
import { pruneSessions } from "../auth/prune-sessions";
import { resealTwoFactor } from "../auth/reseal-two-factor";
import { config } from "../config";
import { pruneFeeds } from "../discussions/prune-feeds";
import { every } from "../every";
import { pruneImages } from "../images/prune-images";
import { boss } from "../jobs/boss";
import { queues } from "../jobs/queues";
import { requeueActive, runWorker } from "../jobs/work";
import { log } from "../log";
import { pruneNotifications } from "../notifications/prune";
import { clearWorkFolder } from "../storage/storage";
import { pruneUploads } from "../videos/prune-uploads";
import { failureHandlers, handlers } from "./job-handlers";

/** How often the upkeep runs, in ms. The first time is soon after the start, at a time of each process's own. */
const pruneMs = 6 * 3600 * 1000;
const firstPruneMs = 10 * 60 * 1000;

/** Starts the workers, and the upkeep that runs now and then. @returns how to stop, which lets the running step end */
export async function startJobs(): Promise<() => Promise<void>> {
  if (config().databaseUrl === null) {
    await requeueActive();
    await clearWorkFolder();
  }
  await boss().start();
  await catchUp();
  const workers = queues.map((queue) => runWorker(queue, handlers, failureHandlers));
  const stopPruning = startUpkeep();
  return async () => {
    stopPruning();
    await Promise.all(workers.map((worker) => worker.stop()));
    await boss().stop({ graceful: false });
  };
}

/** For the first start of this release, and while processes of the one before still run. */
const catchUp = () =>
  catchUpInvitations().then(
    (count) => count > 0 && log.info({ count }, "invitations of the release before written down"),
    (error: unknown) => log.warn({ err: error }, "invitations of the release before could not be written down; tried again later"),
  );

/** May run twice, or in two processes at once. */
function startUpkeep(): () => void {
  const letGo = (what: string, prune: () => Promise<number>) =>
    prune().then(
      (count) => count > 0 && log.info({ count }, `${what} let go`),
      (error: unknown) => log.warn({ err: error }, `${what} could not be let go; tried again later`),
    );
  const run = async () => {
    await letGo("old tombstones and receipts", pruneNotifications);
    await letGo("threads that their class lost long ago", pruneFeeds);
    await letGo("old entries of the audit log", pruneAudit);
    await letGo("old sessions and links", pruneSessions);
    await letGo("seals of retired secrets, and two-factor set-ups that were left", resealTwoFactor);
    await letGo("pictures that no message shows", pruneImages);
    await letGo("videos whose files never came", pruneUploads);
    await catchUp();
  };
  return every(pruneMs, run, "what is old could not be let go; tried again later", firstPruneMs * Math.random());
}
