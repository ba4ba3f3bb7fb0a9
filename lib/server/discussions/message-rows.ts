import type { Role } from "#lib/contract/auth.ts";
import type { Message } from "#lib/contract/discussions.ts";
import { type Sql, sql } from "../db/sql";
import { nameOf } from "../people/names";

export type MessageRow = {
  id: string;
  thread_id: string;
  position: number;
  author_user_id: string;
  author_name: string;
  author_role: Role;
  content: string;
  created_at: Date;
  edited_at: Date | null;
};

/** `SELECT` of whole messages `m`, to be followed by a condition. */
export const selectMessages: Sql = sql`
  SELECT m.id, m.thread_id, m.position, m.author_id AS author_user_id, ${nameOf(sql`a`)} AS author_name, m.author_role, m.content,
         m.created_at, m.edited_at
  FROM messages m JOIN users a ON a.id = m.author_id`;

/** A message as REST shows it. */
export const toMessage = (row: MessageRow): Message => ({
  id: row.id,
  thread_id: row.thread_id,
  author_user_id: row.author_user_id,
  author_name: row.author_name,
  author_role: row.author_role,
  content: row.content,
  created_at: row.created_at.toISOString(),
  edited_at: row.edited_at?.toISOString() ?? null,
});
