import type { KeptAct, KeptMessage, KeptNotification, KeptPicture, KeptThread } from "#lib/contract/personal-data.ts";
import { pictureAddress } from "#lib/contract/picture-address.ts";
import { readWithin } from "../db/read-within";
import { lowestId, read, type Sql, sql } from "../db/sql";
import { isOwnThreadSql, ownThreadIds } from "../discussions/access";
import { type MessageRow, selectMessages } from "../discussions/message-rows";
import { toMessage, toThread } from "../discussions/project";
import { bytesOfThread, selectThreads, type ThreadRow } from "../discussions/thread-rows";
import { isAppError } from "../errors";
import { imageFile, imageType } from "../storage/image-file";
import { storage } from "../storage/storage";

/** Rows in their order, page by page. Reads each page on demand, and holds no connection in between. */
export type Rows<Row = object> = AsyncGenerator<Row[]>;

/** The size of a page. Small, because an export has time, and other work needs the database. */
const atOnce = { limit: 200, maxBytes: 128 * 1024 };

type Place = { at: string; id: string };
type Paged<Row, Shown> = {
  /** The rows, as a SELECT without an order. */
  rows: Sql;
  /** The first column of the order; `id` is the second. */
  by: Sql;
  bytes: Sql;
  /** The fields of a row that the person may see. */
  show: (row: Row) => Shown;
};

/**
 * All of `rows`, ordered by `by` and id. The position is kept as the database writes it, because its times may be finer than JavaScript's.
 */
async function* inOrder<Row extends { id: string }, Shown>({ rows, by, bytes, show }: Paged<Row, Shown>): Rows<Shown> {
  for (let after: Place | null = null; ; ) {
    const from: Sql = after === null ? sql`` : sql`WHERE (listed.${by}, listed.id) > (${after.at}::timestamptz, ${after.id}::uuid)`;
    const page: { rows: (Row & { place_at: string })[]; more: boolean } = await readWithin(
      sql`SELECT listed.*, listed.${by}::text AS place_at FROM (${rows}) listed ${from} ORDER BY listed.${by}, listed.id`,
      { order: sql`page.${by}, page.id`, bytes, ...atOnce },
    );
    yield page.rows.map(show);
    const last = page.rows.at(-1);
    if (!last || !page.more) return;
    after = { at: last.place_at, id: last.id };
  }
}

/**
 * The threads in which someone takes part now. Leaves out threads of a course that has another lecturer, even if a job has yet to move
 * them.
 */
export const exportedThreads = (userId: string): Rows<KeptThread> =>
  inOrder({
    rows: sql`${selectThreads(userId)} WHERE t.id IN (${ownThreadIds(userId)})`,
    by: sql`created_at`,
    bytes: bytesOfThread(sql`page`),
    show: (row: ThreadRow) => ({
      ...toThread(row),
      waiting_since: row.waiting_since?.toISOString() ?? null,
      answered_at: row.answered_at?.toISOString() ?? null,
    }),
  });

type NotificationRow = Omit<KeptNotification, "created_at" | "read_at"> & { created_at: Date; read_at: Date | null };

export const exportedNotifications = (userId: string): Rows<KeptNotification> =>
  inOrder({
    rows: sql`
      SELECT n.id, n.type, n.payload, n.created_at, n.read_at FROM notifications n
      WHERE n.user_id = ${userId}::uuid AND n.removed_at IS NULL
        AND (n.thread_id IS NULL OR n.thread_id IN (${ownThreadIds(userId)}))`,
    by: sql`created_at`,
    bytes: sql`octet_length(page.payload::text)`,
    show: ({ id, type, payload, created_at, read_at }: NotificationRow) => ({
      id,
      type,
      payload,
      created_at: created_at.toISOString(),
      read_at: read_at?.toISOString() ?? null,
    }),
  });

type PictureRow = Pick<KeptPicture, "id" | "width" | "height"> & { created_at: Date; posted_at: Date | null };

/** The pictures that somebody attached, one at a time, so that no more than one is in memory. */
export async function* exportedPictures(userId: string): Rows<KeptPicture> {
  const pages = inOrder({
    rows: sql`
      SELECT id, width, height, created_at, posted_at FROM images WHERE uploader_id = ${userId}::uuid AND deleted_at IS NULL`,
    by: sql`created_at`,
    bytes: sql`0`,
    show: (row: PictureRow) => row,
  });
  for await (const page of pages)
    for (const { id, width, height, created_at, posted_at } of page)
      yield [
        {
          ...{ id, url: pictureAddress(id, width, height), width, height },
          created_at: created_at.toISOString(),
          posted_at: posted_at?.toISOString() ?? null,
          type: imageType,
          data: await contentOf(id),
        },
      ];
}

/** A picture in base64; null when its file is not there (any more). */
async function contentOf(id: string): Promise<string | null> {
  try {
    const answer = await storage().serveSmall(imageFile(id), imageType, new Headers());
    return Buffer.from(await answer.arrayBuffer()).toString("base64");
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return null;
    throw error;
  }
}

type ActRow = Omit<KeptAct, "at"> & { id: string; at: Date };

export const exportedActs = (userId: string): Rows<KeptAct> =>
  inOrder({
    rows: sql`
      SELECT at, action, CASE WHEN actor_id IS NULL OR actor_id = ${userId}::uuid THEN ip END AS ip, details, id FROM audit_log
      WHERE actor_id = ${userId}::uuid OR target_id = ${userId}::uuid`,
    by: sql`at`,
    bytes: sql`octet_length(page.details::text)`,
    show: ({ at, action, ip, details }: ActRow) => ({ at: at.toISOString(), action, ip, details }),
  });

/** The messages of those threads, and what the person wrote elsewhere, by thread and position. */
export async function* exportedMessages(userId: string): Rows<KeptMessage> {
  for (let after = lowestId; ; ) {
    const threads = await read<{ id: string; own: boolean }>(sql`
      SELECT t.id, ${isOwnThreadSql(userId)} AS own
      FROM (
        SELECT DISTINCT id FROM (${ownThreadIds(userId)} UNION ALL SELECT thread_id FROM messages WHERE author_id = ${userId}::uuid) found
        WHERE id > ${after}::uuid ORDER BY id LIMIT ${atOnce.limit}) page JOIN threads t ON t.id = page.id
      ORDER BY t.id`);
    yield* messagesIn(threads, userId);
    const last = threads.at(-1);
    if (!last || threads.length < atOnce.limit) return;
    after = last.id;
  }
}

async function* messagesIn(threads: { id: string; own: boolean }[], userId: string): Rows<KeptMessage> {
  const own = threads.filter((thread) => thread.own).map(({ id }) => id);
  // All threads of a page in one query, by the index of thread and position. One query for each would be slower.
  const which = sql`
    m.thread_id = ANY(${threads.map(({ id }) => id)}::uuid[]) AND (m.thread_id = ANY(${own}::uuid[]) OR m.author_id = ${userId}::uuid)`;
  for (let after = { thread_id: lowestId, position: 0 }; threads.length > 0; ) {
    const { rows, more } = await readWithin<MessageRow>(
      sql`${selectMessages} WHERE ${which} AND (m.thread_id, m.position) > (${after.thread_id}::uuid, ${after.position})
          ORDER BY m.thread_id, m.position`,
      { order: sql`page.thread_id, page.position`, bytes: sql`octet_length(page.content)`, ...atOnce },
    );
    yield rows.map((row) => ({ ...toMessage(row), position: row.position }));
    const last = rows.at(-1);
    if (!last || !more) return;
    after = last;
  }
}
