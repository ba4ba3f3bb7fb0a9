import type { InboxChange, SyncAnswer, SyncBody } from "#lib/contract/events";
import { limits } from "#lib/contract/limits";
import { atATime } from "../db/at-a-time";
import { read, sql } from "../db/sql";
import { type CountsRow, countsOf, toCounts } from "./counts";
import { type NotificationRow, toNotification } from "./to-notification";

/** Half of the pool's connections: whoever has yet to be let in, and whoever writes, does not wait behind those who catch up. */
const turn = atATime(6);

type Stored = NotificationRow & { removed: boolean };
type Row = CountsRow & { read_up_to: number; read_up_to_seq: number; is_delta: boolean; rows: Stored[] };

/**
 * Contract section 7, `notifications:sync`: what became of an inbox since `since`. Counts, `seq` and rows come from one statement, which is
 * one snapshot of the database: two would let a change fall between them. A snapshot of the newest rows instead when the client is too far
 * behind, ahead, of another history, or from before the oldest tombstone that is kept (`inbox.floor`).
 */
export async function syncInbox(userId: string, { since, epoch }: SyncBody): Promise<SyncAnswer> {
  const columns = sql`n.id, n.type, n.payload, n.created_at, n.read_at, n.seq, n.removed_at IS NOT NULL AS removed`;
  const changed = sql`
    SELECT head.*, CASE WHEN head.is_delta
      THEN (SELECT coalesce(json_agg(c ORDER BY c.seq, c.id), '[]') FROM
        (SELECT ${columns} FROM notifications n WHERE n.user_id = ${userId}::uuid AND n.seq > ${since}) c)
      ELSE (SELECT coalesce(json_agg(c ORDER BY c.created_at DESC, c.id DESC), '[]') FROM
        (SELECT ${columns} FROM notifications n WHERE n.user_id = ${userId}::uuid AND n.counted AND n.removed_at IS NULL
         ORDER BY n.created_at DESC, n.id DESC LIMIT ${limits.snapshotRows}) c) END AS rows
    FROM (
      SELECT counts.*, inbox.read_up_to::int8, inbox.read_up_to_seq::int8,
        ${since} BETWEEN greatest(counts.seq - ${limits.syncMax}, inbox.floor) AND counts.seq
          AND coalesce(${epoch ?? null}::text = counts.epoch::text, true) AS is_delta
      FROM (${countsOf(userId)}) counts JOIN inbox ON inbox.user_id = ${userId}::uuid
    ) head`;
  const [row] = await turn(() => read<Row>(changed));
  const at = toCounts(row);
  const rows = row?.rows ?? [];
  if (!row?.is_delta) return { mode: "snapshot", notifications: rows.map(toNotification), ...at };
  const changes: InboxChange[] = rows.map((change) =>
    change.removed ? { id: change.id, seq: Number(change.seq), removed: true } : toNotification(change),
  );
  const readUpTo = { readUpTo: Number(row.read_up_to), seq: Number(row.read_up_to_seq) };
  if (readUpTo.seq > since) changes.push(readUpTo);
  return { mode: "delta", changes: changes.toSorted((a, b) => a.seq - b.seq), ...at };
}
