import type { AuditAction, AuditEntry, ListAuditQuery } from "#lib/contract/audit.ts";
import { joinSql, read, sql } from "../db/sql";
import { decodeCursor, type Page, pageOf } from "../pagination";
import { nameSql } from "../people/names";

type Row = {
  id: string;
  at: Date;
  action: AuditAction;
  actor_id: string | null;
  actor_name: string | null;
  actor_email: string | null;
  target_id: string | null;
  target_name: string | null;
  target_email: string | null;
  ip: string | null;
  request_id: string | null;
  details: AuditEntry["details"];
};

/** `GET /api/audit`, for admins: newest first. Shows present names, so deleted people have none. */
export async function listAudit({ query }: { query: ListAuditQuery }): Promise<Page<AuditEntry>> {
  const conditions = [sql`true`];
  if (query.action) conditions.push(sql`e.action = ${query.action}`);
  if (query.actor) conditions.push(sql`e.actor_id = ${query.actor}::uuid`);
  if (query.person) conditions.push(sql`(e.actor_id = ${query.person}::uuid OR e.target_id = ${query.person}::uuid)`);
  if (query.cursor) {
    const [at, id] = decodeCursor("audit", query.cursor);
    conditions.push(sql`(e.at, e.id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  const rows = await read<Row>(sql`
    SELECT e.id, e.at, e.action, e.ip, e.request_id, e.details,
           e.actor_id, ${nameSql(sql`a`)} AS actor_name, a.email AS actor_email,
           e.target_id, ${nameSql(sql`t`)} AS target_name, t.email AS target_email
    FROM audit_log e LEFT JOIN users a ON a.id = e.actor_id LEFT JOIN users t ON t.id = e.target_id
    WHERE ${joinSql(conditions, " AND ")} ORDER BY e.at DESC, e.id DESC LIMIT ${query.limit + 1}`);
  return pageOf("audit", rows, query.limit, toEntry, (row) => [row.at.toISOString(), row.id]);
}

const person = (id: string | null, name: string | null, email: string | null) => (id ? { id, name: name ?? "", email: email ?? "" } : null);

function toEntry(row: Row): AuditEntry {
  return {
    id: row.id,
    at: row.at.toISOString(),
    action: row.action,
    actor: person(row.actor_id, row.actor_name, row.actor_email),
    target: person(row.target_id, row.target_name, row.target_email),
    ip: row.ip,
    request_id: row.request_id,
    details: row.details,
  };
}
