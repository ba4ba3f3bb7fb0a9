import { type Sql, sql, write } from "../db/sql";
import { transaction } from "../db/transaction";
import type { Handler } from "../jobs/work";
import { imageFile } from "../storage/image-file";
import { storage } from "../storage/storage";

/** How long a picture may wait for its message, in ms. */
const unpostedMs = 24 * 3600 * 1000;
/** How many pictures one transaction takes. */
const imagesPerBatch = 100;

/** A picture `i` that messages named and none does any more, or whose removal broke off. */
const isLost = sql`(i.deleted_at IS NOT NULL
  OR (i.posted_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM message_images u WHERE u.image_id = i.id)))`;

/** The job `remove-images`: removes those of a deleted message or thread that no other message shows. */
export const removeImages: Handler<"remove-images"> = async ({ imageIds }, { signal }) => {
  if (imageIds.length === 0) return;
  const ids = sql`i.id = ANY(${imageIds}::uuid[])`;
  while ((await removeSome(sql`${ids} AND ${isLost}`)) > 0) signal.throwIfAborted();
};

/**
 * Removes the pictures that no message has named for a day, and those that none shows any more. May run twice, or in two processes at once.
 * @returns the number of pictures removed
 */
export async function pruneImages(now = new Date()): Promise<number> {
  const isLeft = sql`(i.posted_at IS NULL AND i.created_at < ${new Date(now.getTime() - unpostedMs)}::timestamptz)`;
  let removedCount = 0;
  for (;;) {
    const removed = await removeSome(sql`(${isLeft} OR ${isLost})`);
    if (removed === 0) return removedCount;
    removedCount += removed;
  }
}

/** Two steps: gone for everybody, then file and row. Each may run again. */
async function removeSome(which: Sql): Promise<number> {
  const rows = await transaction(async (tx) => {
    // Locked first. A message that was naming one meanwhile has ended by then, and the second statement sees it.
    const locked = await tx.$queryRaw<{ id: string }[]>`
      SELECT i.id FROM images i WHERE ${which} LIMIT ${imagesPerBatch} FOR UPDATE SKIP LOCKED`;
    return tx.$queryRaw<{ id: string }[]>`
      UPDATE images i SET deleted_at = coalesce(i.deleted_at, now()) WHERE i.id = ANY(${locked.map(({ id }) => id)}::uuid[]) AND ${which}
      RETURNING i.id`;
  });
  for (const { id } of rows) await storage().remove(imageFile(id));
  await write(sql`DELETE FROM images WHERE id = ANY(${rows.map(({ id }) => id)}::uuid[]) AND deleted_at IS NOT NULL`);
  return rows.length;
}
