import { expect } from "vitest";
import { db } from "#lib/server/db/client.ts";
import { read, type Sql, sql } from "#lib/server/db/sql.ts";
import type { usePublished } from "./published";

/**
 * Fails unless every flag is what the notifications say, and every `seq` was told of exactly once. In order, unless several acts ran
 * `sideBySide`.
 */
export async function expectConsistent(published: ReturnType<typeof usePublished>, { sideBySide = false } = {}): Promise<void> {
  const unread = (who: Sql) => sql`EXISTS (
    SELECT 1 FROM notifications n
    WHERE n.thread_id = t.id AND n.user_id = ${who} AND n.counted AND n.removed_at IS NULL AND n.read_at IS NULL)`;
  const wrong = await read(sql`
    SELECT t.id FROM threads t
    WHERE t.student_unread <> ${unread(sql`t.student_id`)} OR t.lecturer_unread <> ${unread(sql`t.lecturer_id`)}`);
  expect(wrong).toEqual([]);
  const members = await read(sql`
    SELECT t.id FROM threads t CROSS JOIN users u LEFT JOIN thread_members m ON m.thread_id = t.id AND m.user_id = u.id
    WHERE coalesce(m.unread, false) <> ${unread(sql`u.id`)}`);
  expect(members).toEqual([]);
  for (const { userId, seq } of await db().inbox.findMany()) {
    const seqs = published.to(userId).flatMap(({ body }) => (body && "seq" in body ? body.seq : []));
    expect(sideBySide ? seqs.toSorted((a, b) => a - b) : seqs).toEqual(Array.from({ length: Number(seq) }, (_, index) => index + 1));
  }
}
