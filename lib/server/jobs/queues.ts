/**
 * Every kind of job and its data. The data is only ids: a job reads what there is to do from the rows when it runs. The handlers are in
 * start/job-handlers.ts. A handler may run again from the start at any time, so it begins with what is left to do.
 */
export type JobData = {
  "tell-of-course": { courseId: string; makerId: string };
  "tell-of-video": { videoId: string };
  "move-threads": { courseId: string };
  "leave-staff": { courseId: string; userId: string };
  "tell-followers": { messageId: string };
  "tell-answered": { messageId: string };
  "tell-announcement": { threadId: string };
  "retract-announcement": { threadId: string };
  "remove-course": { courseId: string };
  "remove-video": { videoId: string };
  "remove-images": { imageIds: string[] };
  "process-video": { videoId: string; uploadId: string };
  /** Not `process-video`: a process of the release before would find nothing to do and end it. */
  "replace-video": { videoId: string; uploadId: string };
  /** Names, because no row knows the files any more. */
  "remove-files": { videoId: string; names: string[] };
  "forget-person": { userId: string };
  "rename-person": { userId: string };
  "mail-link": { linkId: string };
  /** Null for an address without an account. The job then does nothing, but the request takes as long as for any other address. */
  "mail-forgotten": { userId: string | null };
  "mail-two-factor": { userId: string; news: "on" | "off" | "recovery_code_used" };
};
export type JobKind = keyof JobData;

/**
 * `quick`: many short transactions. `slow`: minutes of work outside the database. `mail`: waits for a server that is not ours. A process
 * has one worker for each queue, which does one job at a time.
 */
export const queues = ["quick", "slow", "mail"] as const;
export type QueueName = (typeof queues)[number];

export const queueOf: Record<JobKind, QueueName> = {
  "tell-of-course": "quick",
  "tell-of-video": "quick",
  "move-threads": "quick",
  "leave-staff": "quick",
  "tell-followers": "quick",
  "tell-answered": "quick",
  "tell-announcement": "quick",
  "retract-announcement": "quick",
  "remove-course": "quick",
  "remove-video": "quick",
  "remove-images": "quick",
  "process-video": "slow",
  "replace-video": "slow",
  "remove-files": "quick",
  "forget-person": "quick",
  "rename-person": "quick",
  "mail-link": "mail",
  "mail-forgotten": "mail",
  "mail-two-factor": "mail",
};

/**
 * How long a job belongs to a process that does not renew it, in seconds; then another takes it over. The migrations that made the queues
 * hold the same figure.
 */
export const leaseSeconds = 20;

/**
 * How many attempts may begin and never end before the job is given up: the process was killed or ran out of memory, perhaps by the job. An
 * attempt that throws has ended; the migrations say how many of those a queue allows. An uploaded file gets two. Other jobs get more,
 * because a process that something else kills again and again must not cost people their notifications.
 */
export const unendedLimit = (kind: JobKind): number => (kind === "process-video" || kind === "replace-video" ? 2 : 10);
