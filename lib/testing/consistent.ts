import { expect } from "vitest";
import { db, query } from "#lib/server/db/client";
import type { usePublished } from "./published";

/** Every flag is what the notifications say, and every inbox's sequence has been raised exactly as often as it was told of. */
export async function expectConsistent(published: ReturnType<typeof usePublished>): Promise<void> {
  const unread = (who: string) =>
    `EXISTS (SELECT 1 FROM notifications n WHERE n.thread_id = t.id AND n.user_id = t.${who}_id AND n.counted AND n.removed_at IS NULL AND n.read_at IS NULL)`;
  const wrong = `SELECT t.id FROM threads t WHERE t.student_unread <> ${unread("student")} OR t.lecturer_unread <> ${unread("lecturer")}`;
  expect(await query(wrong)).toEqual([]);
  for (const { userId, seq } of await db().inbox.findMany()) {
    const told = published.to(userId).map((fact) => (fact.body && "seq" in fact.body ? fact.body.seq : Number.NaN));
    expect(told).toEqual(Array.from({ length: Number(seq) }, (_, index) => index + 1));
  }
}
