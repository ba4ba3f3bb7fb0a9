import type { Message } from "#lib/contract/discussions.ts";
import { type Sql, sql } from "../db/sql";
import { nameSql } from "../people/names";

/** A message with its real author. What clients get of it is decided in project.ts. */
export type MessageRow = {
  id: string;
  thread_id: string;
  position: number;
  author_user_id: string;
  author_name: string;
  author_role: Message["author_role"];
  content: string;
  created_at: Date;
  edited_at: Date | null;
  endorsed_by_name: string | null;
  endorsed_at: Date | null;
  /** Of its thread. */
  anonymous: boolean;
  student_id: string;
  alias_id: string;
};

/** `SELECT` of whole messages `m`, to be followed by a condition. */
export const selectMessages: Sql = sql`
  SELECT m.id, m.thread_id, m.position, m.author_id AS author_user_id, ${nameSql(sql`a`)} AS author_name, m.author_role, m.content,
         m.created_at, m.edited_at, m.endorsed_at,
         (SELECT ${nameSql(sql`e`)} FROM users e WHERE e.id = m.endorsed_by_id) AS endorsed_by_name,
         mt.anonymous, mt.student_id, mt.alias_id
  FROM messages m JOIN users a ON a.id = m.author_id JOIN threads mt ON mt.id = m.thread_id`;
