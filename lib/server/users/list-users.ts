import type { ListedUser, ListUsersQuery } from "#lib/contract/users.ts";
import { containsSql, joinSql, read, type Sql, sql } from "../db/sql";
import { decodeCursor, type Page, pageOf } from "../pagination";
import { hasInvitationState } from "../people/invitations";
import { type ListedRow, selectListed, toListedUser } from "../people/to-user";

/** Conditions over `users`: not deleted, of the role, and with every word in the name or the address. */
export function matchingUsersSql({ query, role }: Pick<ListUsersQuery, "query" | "role">): Sql[] {
  const conditions = [sql`deleted_at IS NULL`];
  if (role) conditions.push(sql`role = ${role}`);
  for (const word of query?.split(/\s+/).filter(Boolean).slice(0, 10) ?? [])
    conditions.push(containsSql(sql`first_name || ' ' || last_name || ' ' || email`, word));
  return conditions;
}

/** docs/contract.md section 8, `GET /api/users`, for admins: newest first. Every word of `query` is in the name or the address. */
export async function listUsers({ query }: { query: ListUsersQuery }): Promise<Page<ListedUser>> {
  const conditions = matchingUsersSql(query);
  if (query.invitation) conditions.push(hasInvitationState(query.invitation));
  if (query.cursor) {
    const [at, id] = decodeCursor("users", query.cursor);
    conditions.push(sql`(created_at, id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  const rows = await read<ListedRow>(
    selectListed(sql`WHERE ${joinSql(conditions, " AND ")} ORDER BY created_at DESC, id DESC LIMIT ${query.limit + 1}`),
  );
  return pageOf("users", rows, query.limit, toListedUser, (row) => [row.createdAt.toISOString(), row.id]);
}
