import { limits } from "#lib/contract/limits.ts";
import { pictureIds } from "#lib/contract/picture-address.ts";
import type { Unit } from "../commit";
import type { Tx } from "../db/transaction";
import { invalidField } from "../errors";

type Message = { id: string; author_user_id: string; content: string };

/**
 * Gives the readers of a message the pictures of its author that it names. Pictures of others stay with those who may see them already. A
 * message without pictures costs no statement.
 * @param field of the body, for the refusal
 * @throws AppError invalid_input when there is no such picture any more
 */
export async function linkImages(tx: Tx, { id, author_user_id: authorId, content }: Message, field = "content"): Promise<void> {
  const named = pictureIds(content);
  if (named.length === 0) return;
  // Raising `posted_at` locks the rows, in one order, against their removal.
  const there = await tx.$queryRaw<{ id: string }[]>`
    WITH own AS (
      SELECT i.id FROM images i WHERE i.id = ANY(${named}::uuid[]) AND i.uploader_id = ${authorId}::uuid AND i.deleted_at IS NULL
      ORDER BY i.id FOR NO KEY UPDATE),
    posted AS (UPDATE images i SET posted_at = coalesce(i.posted_at, now()) FROM own WHERE i.id = own.id RETURNING i.id),
    linked AS (INSERT INTO message_images (message_id, image_id) SELECT ${id}::uuid, id FROM posted ON CONFLICT DO NOTHING)
    SELECT id FROM images WHERE id = ANY(${named}::uuid[]) AND deleted_at IS NULL`;
  if (there.length < named.length) throw invalidField(field, "names a picture that is no longer there: attach it again");
}

/** The same after an edit: what the new text no longer names is gone from the message. */
export async function relinkImages(unit: Unit, before: Message, content: string): Promise<void> {
  const [old, now] = [pictureIds(before.content), pictureIds(content)];
  const added = now.filter((id) => !old.includes(id));
  // Only what is new has to be there.
  if (added.length > 0) await linkImages(unit.tx, { ...before, content: added.map((id) => `/api/images/${id}`).join(" ") });
  const dropped = old.filter((id) => !now.includes(id));
  if (dropped.length === 0) return;
  await unit.tx.$executeRaw`
    DELETE FROM message_images WHERE message_id = ${before.id}::uuid AND image_id = ANY(${dropped}::uuid[])`;
  await unit.enqueue("remove-images", { imageIds: dropped });
}

/** Puts a job in line that removes the pictures of a message that is being deleted. */
export async function dropImages(unit: Unit, content: string): Promise<void> {
  const imageIds = pictureIds(content).slice(0, limits.imagesPerMessage);
  if (imageIds.length > 0) await unit.enqueue("remove-images", { imageIds });
}

/** The same for whole threads; called before they are deleted. */
export async function dropImagesOfThreads(unit: Unit, threadIds: string[]): Promise<void> {
  const rows = await unit.tx.$queryRaw<{ image_id: string }[]>`
    SELECT DISTINCT u.image_id FROM message_images u JOIN messages m ON m.id = u.message_id WHERE m.thread_id = ANY(${threadIds}::uuid[])`;
  if (rows.length > 0) await unit.enqueue("remove-images", { imageIds: rows.map(({ image_id }) => image_id) });
}
