import type { SyncAnswer, SyncBody, SyncChange } from "#lib/contract/events.ts";
import { id } from "#lib/contract/fields.ts";
import { limits } from "#lib/contract/limits.ts";
import { batchLoader } from "../db/batch-loader";
import { inlineNumber, read, sql } from "../db/sql";
import { type CountsRow, countColumns, requireOwnInbox, toCounts } from "./counts";
import { type NotificationRow, toNotification } from "./to-notification";

type Asked = SyncBody & { userId: string };
type Stored = NotificationRow & { removed: boolean };
type Row = CountsRow & { n: number; read_up_to: number; read_up_to_seq: number; is_delta: boolean; rows: Stored[] };

/**
 * Makes an epoch comparable. Epochs are UUIDs; any other text matches no history and becomes "", because it may hold what PostgreSQL
 * refuses (NUL).
 */
const comparable = (epoch: string | undefined) => (epoch === undefined ? null : (id.safeParse(epoch).data ?? ""));

/**
 * What became of each of these inboxes, in the order of `asked`; undefined for a user without an inbox. One statement for all, because
 * planning costs several times what one more inbox does, and after a restart thousands ask at once. The arrays are in sub-selects to hide
 * their length from PostgreSQL, which would otherwise plan anew each time.
 */
async function syncMany(asked: Asked[]): Promise<(Row | undefined)[]> {
  const columns = sql`n.id, n.type, n.payload, n.created_at, n.read_at, n.seq, n.removed_at IS NOT NULL AS removed`;
  const rows = await read<Row>(sql`
    SELECT head.*, CASE WHEN head.is_delta
      THEN (SELECT coalesce(json_agg(c ORDER BY c.seq, c.id), '[]') FROM
        (SELECT ${columns} FROM notifications n WHERE n.user_id = head.user_id AND n.seq > head.since) c)
      ELSE (SELECT coalesce(json_agg(c ORDER BY c.created_at DESC, c.id DESC), '[]') FROM
        (SELECT ${columns} FROM notifications n WHERE n.user_id = head.user_id AND n.counted AND n.removed_at IS NULL
         ORDER BY n.created_at DESC, n.id DESC LIMIT ${inlineNumber(limits.snapshotRows)}) c) END AS rows
    FROM (
      SELECT asked.n, asked.user_id, asked.since, ${countColumns(sql`asked.user_id`)}, i.read_up_to::int8, i.read_up_to_seq::int8,
        asked.since BETWEEN greatest(i.seq - ${limits.syncMax}, i.floor) AND i.seq
          AND coalesce(asked.epoch = (SELECT epoch::text FROM installation), true) AS is_delta
      FROM unnest((SELECT ${asked.map(({ userId }) => userId)}::uuid[]), (SELECT ${asked.map(({ since }) => since)}::int8[]),
          (SELECT ${asked.map(({ epoch }) => comparable(epoch))}::text[])) WITH ORDINALITY asked(user_id, since, epoch, n)
        JOIN inbox i ON i.user_id = asked.user_id
    ) head`);
  const byPlace = new Map(rows.map((row) => [row.n, row]));
  return asked.map((_, place) => byPlace.get(place + 1));
}

/** Few inboxes at a time, so that one large answer does not make the others wait long. */
const sync = batchLoader(syncMany, 25, 6);

/**
 * docs/contract.md section 7, `notifications:sync`: what became of an inbox since `since`. Counts, `seq` and rows come from one statement,
 * which sees one state of the database; with two, a change could fall between them. Answers a snapshot of the newest rows when the client
 * is too far behind, ahead, of another history, or from before the oldest tombstone that is kept (`inbox.floor`).
 */
export async function syncInbox(userId: string, { since, epoch }: SyncBody): Promise<SyncAnswer> {
  const row = requireOwnInbox(await sync({ userId, since, epoch }));
  const at = toCounts(row);
  if (!row.is_delta) return { mode: "snapshot", notifications: row.rows.map(toNotification), ...at };
  const changes: SyncChange[] = row.rows.map((change) =>
    change.removed ? { id: change.id, seq: Number(change.seq), removed: true } : toNotification(change),
  );
  const readUpTo = { readUpTo: Number(row.read_up_to), seq: Number(row.read_up_to_seq) };
  if (readUpTo.seq > since) changes.push(readUpTo);
  return { mode: "delta", changes: changes.toSorted((a, b) => a.seq - b.seq), ...at };
}
