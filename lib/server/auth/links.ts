import { createHash, randomBytes } from "node:crypto";
import { texts } from "#lib/contract/errors";
import { limits } from "#lib/contract/limits";
import { config } from "../config";
import type { Tx } from "../db/client";
import { AppError } from "../errors";

export type LinkKind = "invitation" | "password";
/** A link that has been made: its address is known here and now only, what is stored is a hash. */
export type NewLink = { url: string; hash: Uint8Array<ArrayBuffer>; kind: LinkKind; expiresAt: Date };

const hashOf = (token: string): Uint8Array<ArrayBuffer> => new Uint8Array(createHash("sha256").update(token).digest());

/** A link to choose a password that is good for `ttl` ms. The token has 256 random bits and stands behind the `#`, which no server sees. */
export function newLink(kind: LinkKind, ttl: number = limits.invitationTtl): NewLink {
  const token = randomBytes(32).toString("base64url");
  return { url: `${config().publicUrl}/set-password#${token}`, hash: hashOf(token), kind, expiresAt: new Date(Date.now() + ttl) };
}

/** Keeps links, one a person: an earlier one is good no more. */
export async function keepLinks(tx: Tx, links: (NewLink & { userId: string })[]): Promise<void> {
  await tx.oneTimeLink.deleteMany({ where: { userId: { in: links.map(({ userId }) => userId) } } });
  await tx.oneTimeLink.createMany({ data: links.map(({ userId, hash, kind, expiresAt }) => ({ userId, hash, kind, expiresAt })) });
}

/** Whose link it is. @throws AppError not_found when it was used, ran out, or never was one */
export async function requireLink(tx: Tx, token: string): Promise<{ userId: string; kind: LinkKind }> {
  const [row] = await tx.$queryRaw<{ user_id: string; kind: LinkKind }[]>`
    SELECT l.user_id, l.kind FROM one_time_links l JOIN users u ON u.id = l.user_id
    WHERE l.hash = ${hashOf(token)} AND l.expires_at > now() AND u.deleted_at IS NULL`;
  if (!row) throw new AppError("not_found", texts.linkNotGood);
  return { userId: row.user_id, kind: row.kind };
}

/** Uses a link up. Of two who try at once one waits for the other, and finds it gone. @throws AppError not_found */
export async function takeLink(tx: Tx, token: string): Promise<{ userId: string; kind: LinkKind }> {
  const link = await requireLink(tx, token);
  const { count } = await tx.oneTimeLink.deleteMany({ where: { hash: hashOf(token) } });
  if (count === 0) throw new AppError("not_found", texts.linkNotGood);
  return link;
}
