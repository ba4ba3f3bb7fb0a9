import { createHash } from "node:crypto";
import { rooms } from "#lib/contract/rooms.ts";
import { pruneAudit } from "#lib/server/audit/prune-audit.ts";
import { pruneSessions } from "#lib/server/auth/prune-sessions.ts";
import { pruneFeeds } from "#lib/server/discussions/prune-feeds.ts";
import { emitLeftoverVotes } from "#lib/server/discussions/votes.ts";
import { pruneImages } from "#lib/server/images/prune-images.ts";
import { pruneNotifications } from "#lib/server/notifications/prune.ts";
import { createDeliveryCursors } from "#lib/server/realtime/delivery-cursors.ts";
import { createReconciler } from "#lib/server/realtime/reconcile.ts";
import { createSentVersions, createThreadReconciler } from "#lib/server/realtime/reconcile-threads.ts";
import { disconnectEnded } from "#lib/server/realtime/session-watch.ts";
import { pruneUploads } from "#lib/server/videos/prune-uploads.ts";
import type { Person } from "./factories";
import type { School } from "./large-school";
import { type Read, readName } from "./reads";
import { call } from "./routes";

type Act = { method: "POST" | "PUT" | "DELETE"; path: string; as: Person; params?: Record<string, string>; body?: unknown };

/** What people do every day, in an order in which each act is allowed. */
function acts({ student, lecturer, classmates: [mate], courseId, videoId, threadId, classThreadId }: School): Act[] {
  const [own, shared, course] = [{ id: threadId }, { id: classThreadId }, { id: courseId }];
  const thread = "discussions/threads/[id]";
  const question = { video_id: videoId, question_text: "Does this still take no time?", video_timestamp_seconds: 5 };
  return [
    { method: "POST", path: "discussions/threads", as: student, body: { ...question, lecturer_id: lecturer.user.id } },
    { method: "POST", path: "discussions/threads", as: student, body: { ...question, visibility: "class" } },
    { method: "PUT", path: `${thread}/claim`, as: lecturer, params: own },
    { method: "POST", path: `${thread}/messages`, as: lecturer, params: own, body: { content: "Like this" } },
    { method: "POST", path: `${thread}/messages`, as: student, params: own, body: { content: "And then?" } },
    { method: "POST", path: "discussions/queue/answers", as: lecturer, body: { content: "So", questions: [{ id: threadId, key: "k" }] } },
    { method: "POST", path: `${thread}/messages`, as: mate, params: shared, body: { content: "I think so" } },
    { method: "POST", path: `${thread}/read`, as: lecturer, params: own },
    { method: "POST", path: `${thread}/read`, as: student, params: shared },
    { method: "PUT", path: `${thread}/vote`, as: mate, params: shared },
    { method: "PUT", path: `${thread}/follow`, as: mate, params: shared, body: { level: "all" } },
    { method: "POST", path: `${thread}/resolve`, as: student, params: own },
    { method: "POST", path: "notifications/read", as: student, body: { thread_id: threadId } },
    { method: "POST", path: "notifications/read", as: lecturer, body: { up_to_seq: 1_000_000 } },
    { method: "PUT", path: "courses/[id]/seen", as: student, params: course, body: { seq: 1 } },
    { method: "PUT", path: "videos/[id]/progress", as: student, params: { id: videoId }, body: { seconds: 9 } },
    { method: "POST", path: "courses/[id]/videos", as: lecturer, params: course, body: { title: "New", url: "https://v.example/new" } },
    { method: "DELETE", path: "courses/[id]/enrollment", as: mate, params: course },
  ];
}

/** The ids of the first thousand rows of this kind in large-school.ts. */
const thousand = (kind: string): string[] =>
  Array.from({ length: 1000 }, (_, n) =>
    createHash("md5")
      .update(`${kind}${n + 1}`)
      .digest("hex")
      .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-"),
  );

/** Checks for a thousand sockets whether their sessions have ended. */
async function watchThousand(): Promise<void> {
  const sockets = new Map(thousand("session").map((sessionId) => [sessionId, { data: { sessionId } }]));
  const local = { in: () => ({ disconnectSockets: () => undefined }) };
  await disconnectEnded({ sockets: { sockets }, local } as never, false);
}

/** Checks for a thousand people whether they were told everything that is stored for them. */
async function reconcileThousand(): Promise<void> {
  const cursors = createDeliveryCursors();
  for (const userId of thousand("user")) cursors.track(userId, 20);
  const { look, stop } = createReconciler(cursors, () => undefined);
  await look();
  stop();
}

/** Checks for the readers of a thousand threads whether they were told the latest version. */
async function reconcileThousandThreads(): Promise<void> {
  const versions = createSentVersions();
  for (const threadId of thousand("thread")) versions.track(rooms.thread(threadId), 1);
  const { look, stop } = createThreadReconciler(versions, () => undefined);
  await look();
  stop();
}

/** Work without a request: every few seconds, or every six hours. */
const upkeep = {
  ...{ watchThousand, reconcileThousand, reconcileThousandThreads, emitLeftoverVotes },
  ...{ pruneAudit, pruneSessions, pruneFeeds, pruneImages, pruneNotifications, pruneUploads },
};

export const writes = (school: School): Read[] => [
  ...acts(school).map(({ method, path, as, ...request }) => ({
    name: readName(`${method} ${path}`, as),
    act: async () => {
      const { status, body } = await call(path, method, { token: as.token, ...request });
      if (status >= 300) throw new Error(`${method} ${path} was answered ${status}: ${body.error}`);
    },
  })),
  ...Object.entries(upkeep).map(([name, act]) => ({ name, act: () => act() })),
];
