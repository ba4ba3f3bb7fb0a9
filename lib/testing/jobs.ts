import { boss } from "#lib/server/jobs/boss.ts";
import { type JobKind, queues } from "#lib/server/jobs/queues.ts";
import { handlers } from "#lib/server/start/job-handlers.ts";

/**
 * Does all waiting jobs, one after the other, and the jobs that these enqueue.
 * @throws what a job threw. That job then stays in its queue as one that was cut off.
 */
export async function doJobs({ signal = new AbortController().signal } = {}): Promise<void> {
  for (const queue of queues) {
    for (;;) {
      const [job] = await boss().fetch<{ kind: JobKind; data: never }>(queue);
      if (!job) break;
      await handlers[job.data.kind](job.data.data, { signal, isLast: false });
      await boss().complete(queue, job.id);
    }
  }
}
