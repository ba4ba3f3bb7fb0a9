import type { Role } from "#lib/contract/auth.ts";
import { invitationStates, roles } from "#lib/contract/names.ts";
import type { InvitationState } from "#lib/contract/users.ts";

/** The filter of `/admin/users`, as in its address. */
export type UserFilter = { query: string; role: Role | null; invitation: InvitationState | null };

export const noFilter: UserFilter = { query: "", role: null, invitation: null };

/** The filter of an address. Invalid parts are left out. */
export function parseUserFilter(params: Record<string, string | string[] | undefined>): UserFilter {
  const query = typeof params.query === "string" ? params.query.slice(0, 200) : "";
  return {
    query,
    role: roles.find((role) => role === params.role) ?? null,
    invitation: invitationStates.find((state) => state === params.invitation) ?? null,
  };
}

const asQuery = ({ query, role, invitation }: UserFilter): URLSearchParams => {
  const search = new URLSearchParams();
  if (query.trim() !== "") search.set("query", query.trim());
  if (role) search.set("role", role);
  if (invitation) search.set("invitation", invitation);
  return search;
};

/** The address of a filter. */
export function usersHref(filter: UserFilter): string {
  const search = asQuery(filter);
  return search.size === 0 ? "/admin/users" : `/admin/users?${search}`;
}

/** The REST call that answers a page of a filter's list. */
export function usersApiPath(filter: UserFilter, limit: number, cursor: string | null): string {
  const search = asQuery(filter);
  search.set("limit", String(limit));
  if (cursor) search.set("cursor", cursor);
  return `/api/users?${search}`;
}
