import { commit } from "../commit";
import { sql } from "../db/sql";
import { removeFromMany } from "../notifications/many-inboxes";
import { removeFromFeed } from "./feed";
import { dropImagesOfThreads } from "./link-images";
import { emitRemoved } from "./thread-notifications";

/** How many threads one transaction deletes. */
const threadsPerBatch = 50;

/**
 * Deletes all threads of a deleted video with their messages, in batches. Retracts their notifications first. Can be stopped between two
 * batches, and started again.
 */
export async function removeThreads(videoId: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const removed = await commit(async (unit) => {
      const { tx } = unit;
      const threads = await tx.$queryRaw<{ id: string; course_id: string; version: number; visibility: "private" | "class" }[]>`
        SELECT id, course_id, version, visibility FROM threads WHERE video_id = ${videoId}::uuid
        ORDER BY id LIMIT ${threadsPerBatch} FOR UPDATE`;
      const ids = threads.map(({ id }) => id);
      const rows = sql`n.thread_id = ANY(${ids}::uuid[])`;
      const owners = await tx.$queryRaw<{ user_id: string }[]>`
        SELECT DISTINCT n.user_id FROM notifications n WHERE n.removed_at IS NULL AND ${rows}`;
      await removeFromMany(
        unit,
        owners.map((owner) => owner.user_id),
        rows,
      );
      await dropImagesOfThreads(unit, ids);
      await tx.$executeRaw`DELETE FROM threads WHERE id = ANY(${ids}::uuid[])`;
      for (const thread of threads) {
        emitRemoved(unit, { threadId: thread.id, version: thread.version + 1 }, thread);
        await removeFromFeed(unit, thread, thread.visibility === "class");
      }
      return threads.length;
    });
    if (removed === 0) return;
  }
}
