import type { Role } from "#lib/contract/auth.ts";
import { limits } from "#lib/contract/limits.ts";
import type { MadeLinks, MakeLinksBody } from "#lib/contract/users.ts";
import { audit } from "../audit/audit";
import { newLink, storeLinks } from "../auth/links";
import { mailLinks } from "../auth/mail-link";
import type { Caller } from "../caller";
import { commit, type Unit } from "../commit";
import { joinSql, read, type Sql, sql } from "../db/sql";
import type { RequestContext } from "../http/request-context";
import { mailingForAdmins } from "../mail/mail-server";
import { matchingUsersSql } from "./list-users";

type Person = { id: string; email: string; role: Role; first_name: string; last_name: string };

/**
 * `POST /api/users/links`, for admins: a new link for everyone who has never chosen a password. It replaces their earlier links. Without
 * `confirm` it only counts them. Each link is shown only once, and mailed where email is sent.
 */
export async function makeLinks({
  caller,
  body,
  request,
}: {
  caller: Caller;
  body: MakeLinksBody;
  request: RequestContext;
}): Promise<MadeLinks> {
  const [found] = await read<{ people: number }>(sql`SELECT count(*)::int AS people FROM users WHERE ${unused(body)}`);
  const people = found?.people ?? 0;
  if (!body.confirm) return { people, links: [], ...(await mailingForAdmins()) };
  const links = await commit((unit) => make(unit, body, { actorId: caller.user.id, request }));
  return { people, links, ...(await mailingForAdmins()) };
}

function unused({ course_id, ...who }: MakeLinksBody): Sql {
  const conditions = [...matchingUsersSql(who), sql`password_hash IS NULL`, sql`email IS NOT NULL`];
  if (course_id)
    conditions.push(sql`(EXISTS (SELECT 1 FROM enrollments e WHERE e.student_id = users.id AND e.course_id = ${course_id}::uuid)
      OR EXISTS (SELECT 1 FROM pending_enrollments p WHERE p.student_id = users.id AND p.course_id = ${course_id}::uuid))`);
  return joinSql(conditions, " AND ");
}

async function make(unit: Unit, body: MakeLinksBody, by: { actorId: string; request: RequestContext }): Promise<MadeLinks["links"]> {
  const { tx } = unit;
  // Locked, so that a person who is choosing a password waits. Those who have one are left out.
  const people = await tx.$queryRaw<Person[]>`
    SELECT id, email, role, first_name, last_name FROM users WHERE ${unused(body)}
    ORDER BY id LIMIT ${limits.importRowsMax} FOR NO KEY UPDATE`;
  const made = people.map((person) => ({ person, link: newLink("invitation", limits.invitationTtl) }));
  await storeLinks(
    tx,
    made.map(({ person, link }) => ({ ...link, userId: person.id })),
  );
  await audit(
    tx,
    ...made.map(({ person, link }) => ({ ...by, action: "link/made" as const, targetId: person.id, details: { link: link.kind } })),
  );
  await mailLinks(
    unit,
    made.map(({ link }) => link.id),
  );
  return made.map(({ person: { id, email, first_name, last_name, role }, link }) => ({
    id,
    email,
    first_name,
    last_name,
    role,
    url: link.url,
  }));
}
