import { createHash } from "node:crypto";
import type { LogoBody, School, SchoolBody } from "#lib/contract/school.ts";
import { audit } from "../audit/audit";
import type { Caller } from "../caller";
import { commit } from "../commit";
import { joinSql, type Sql, sql } from "../db/sql";
import type { RequestContext } from "../http/request-context";
import { keyedQueue } from "../keyed-queue";
import { lockAdminsFor } from "../people/admins";
import { remember } from "../remember";
import { invalidateSchool, school } from "../school";
import { makeLogo } from "./make-logo";

type Input = { caller: Caller; request: RequestContext };

/** `GET /api/school`: for everybody, also without an account. */
export const getSchool = (): Promise<School> => school();

/** `PATCH /api/school`, for admins: its name and its links. @throws AppError invalid_input */
export function changeSchool({ caller, body, request }: Input & { body: SchoolBody }): Promise<School> {
  const set: Sql[] = [];
  if (body.name !== undefined) set.push(sql`name = ${body.name}`);
  if (body.contact !== undefined) set.push(sql`contact = ${body.contact}`);
  if (body.imprint !== undefined) set.push(sql`imprint = ${body.imprint}`);
  if (body.privacy !== undefined) set.push(sql`privacy = ${body.privacy}`);
  return change(set, Object.keys(body), { caller, request });
}

/** One picture at a time is drawn, whoever sends it. */
const inTurn = remember("school.logos", () => keyedQueue());

/** `PUT /api/school/logo`, for admins. @throws AppError invalid_input for what is no picture that we take */
export async function putLogo({ caller, body, request }: Input & { body: LogoBody }): Promise<School> {
  const { png, width, height } = await inTurn("logo", () => makeLogo(Buffer.from(body.image_base64, "base64")));
  const hash = createHash("sha256").update(png).digest("hex").slice(0, 32);
  const set = [sql`logo = ${png}`, sql`logo_hash = ${hash}`, sql`logo_width = ${width}`, sql`logo_height = ${height}`];
  return change(set, ["logo"], { caller, request });
}

/** `DELETE /api/school/logo`, for admins. */
export function deleteLogo({ caller, request }: Input): Promise<School> {
  const set = [sql`logo = NULL`, sql`logo_hash = NULL`, sql`logo_width = NULL`, sql`logo_height = NULL`];
  return change(set, ["logo"], { caller, request });
}

async function change(set: Sql[], fields: string[], { caller, request }: Input): Promise<School> {
  await commit(async ({ tx, emit }) => {
    await lockAdminsFor(tx, caller.user.id);
    await tx.$executeRaw`INSERT INTO school (id) VALUES (1) ON CONFLICT DO NOTHING`;
    await tx.$executeRaw`UPDATE school SET ${joinSql(set)} WHERE id = 1`;
    await audit(tx, { action: "school/changed", actorId: caller.user.id, request, details: { fields } });
    // Every process hears it and forgets what it kept (realtime/relay.ts).
    emit({ to: "all", event: "school:changed", body: {} });
  });
  invalidateSchool();
  return school();
}
