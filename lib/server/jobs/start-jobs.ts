import { log } from "../log";
import { pruneNotifications } from "../notifications/prune";

/** Every so often, in ms; the first time soon after the start, each process at a time of its own. */
const period = 6 * 3600 * 1000;
const firstWithin = 10 * 60 * 1000;

/** What has to be done now and then. Doing it twice, or in two processes at once, does no harm. Returns how to stop. */
export function startJobs(): () => void {
  const run = () =>
    pruneNotifications().then(
      (count) => count > 0 && log.info({ count }, "old tombstones and receipts let go"),
      (error: unknown) => log.warn({ err: error }, "old tombstones and receipts could not be let go; tried again later"),
    );
  const first = setTimeout(run, firstWithin * Math.random());
  const timer = setInterval(run, period);
  first.unref();
  timer.unref();
  return () => {
    clearTimeout(first);
    clearInterval(timer);
  };
}
