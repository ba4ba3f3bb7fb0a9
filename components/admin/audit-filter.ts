import type { AuditAction } from "#lib/contract/audit.ts";
import { isId } from "#lib/contract/ids.ts";
import { auditActions } from "#lib/contract/names.ts";

/** The filter of `/admin/audit`, as in its address. */
export type AuditFilter = { action: AuditAction | null; person: string | null };

/** The filter of an address. Invalid parts are left out. */
export function parseAuditFilter(params: Record<string, string | string[] | undefined>): AuditFilter {
  const person = isId(params.person) ? params.person : null;
  return { action: auditActions.find((action) => action === params.action) ?? null, person };
}

const asQuery = ({ action, person }: AuditFilter): URLSearchParams => {
  const search = new URLSearchParams();
  if (action) search.set("action", action);
  if (person) search.set("person", person);
  return search;
};

/** The address of a filter. */
export function auditHref(filter: AuditFilter): string {
  const search = asQuery(filter);
  return search.size === 0 ? "/admin/audit" : `/admin/audit?${search}`;
}

/** The REST call that answers a page of a filter's list. */
export function auditApiPath(filter: AuditFilter, limit: number, cursor: string | null): string {
  const search = asQuery(filter);
  search.set("limit", String(limit));
  if (cursor) search.set("cursor", cursor);
  return `/api/audit?${search}`;
}
