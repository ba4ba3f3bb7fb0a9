/**
 * Every kind of job and what it is told. Ids alone: what there is to do is read when it is done, from the rows. A kind's handler stands in
 * start/job-handlers.ts; it may be run again from the start at any time, so it begins with what is still to be done.
 */
export type JobData = {
  "tell-of-course": { courseId: string; makerId: string };
  "tell-of-video": { videoId: string };
  "move-threads": { courseId: string };
  "remove-course": { courseId: string };
  "remove-video": { videoId: string };
  "process-video": { videoId: string; uploadId: string };
  "forget-person": { userId: string };
  "rename-person": { userId: string };
  "mail-link": { linkId: string };
  /** Null for an address without an account: the same work for whoever asks, and nothing to do. */
  "mail-forgotten": { userId: string | null };
  "mail-two-factor": { userId: string; news: "on" | "off" | "recovery_code_used" };
};
export type JobKind = keyof JobData;

/**
 * `quick`: many short transactions. `slow`: minutes of work outside the database. `mail`: waits for a server that is not ours. A process has one
 * worker for each, which does one job at a time.
 */
export const queues = ["quick", "slow", "mail"] as const;
export type QueueName = (typeof queues)[number];

export const queueOf: Record<JobKind, QueueName> = {
  "tell-of-course": "quick",
  "tell-of-video": "quick",
  "move-threads": "quick",
  "remove-course": "quick",
  "remove-video": "quick",
  "process-video": "slow",
  "forget-person": "quick",
  "rename-person": "quick",
  "mail-link": "mail",
  "mail-forgotten": "mail",
  "mail-two-factor": "mail",
};

/**
 * How long a job belongs to a process that says nothing, in seconds: then another takes it up. The same figure stands in the migrations that
 * made the queues.
 */
export const leaseSeconds = 20;

/**
 * How many attempts may begin and never end (the process was killed, or ran out of memory) before the job is given up: it may be what ended
 * them. One that throws has ended; how often it may is the lane's, in the migrations. A file that people upload gets two; a process
 * that is killed by others again and again should not cost anybody what they were to be told.
 */
export const unendedLimit = (kind: JobKind): number => (kind === "process-video" ? 2 : 10);
