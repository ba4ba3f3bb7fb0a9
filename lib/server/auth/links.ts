import { createHash, createHmac, hkdfSync } from "node:crypto";
import { v7 as uuid } from "uuid";
import type { LinkKind } from "#lib/contract/auth.ts";
import { texts } from "#lib/contract/errors.ts";
import { config } from "../config";
import { read, type Sql, sql } from "../db/sql";
import type { Tx } from "../db/transaction";
import { AppError } from "../errors";
import { noteInvited, noteUsed } from "../people/invitations";

export type NewLink = { id: string; url: string; hash: Uint8Array<ArrayBuffer>; kind: LinkKind; expiresAt: Date };

const hashOf = (token: string): Uint8Array<ArrayBuffer> => new Uint8Array(createHash("sha256").update(token).digest());

/**
 * The tokens that the link of this id may have, one per secret, newest first. Derived from the id, so that an email can be sent later, and
 * again.
 */
function tokensOf(id: string): string[] {
  return config().secrets.map((secret) => {
    const key = new Uint8Array(hkdfSync("sha256", secret, "handraise", "one-time-link", 32));
    return createHmac("sha256", key).update(id).digest("base64url");
  });
}

/** The token is behind the `#`, which no server sees. */
const urlOf = (kind: LinkKind, token: string) =>
  `${config().publicUrl}/${kind === "confirmation" ? "confirm-email" : "set-password"}#${token}`;

/** A link to choose a password, or to confirm an address. It is good for `ttl` ms. */
export function newLink(kind: LinkKind, ttl: number): NewLink {
  const id = uuid();
  const [token] = tokensOf(id);
  if (!token) throw new Error("no secret to derive a link from");
  return { id, url: urlOf(kind, token), hash: hashOf(token), kind, expiresAt: new Date(Date.now() + ttl) };
}

/** The address of a stored link; null when the secret that it was derived from is no longer configured. */
export function urlOfStored({ id, hash, kind }: { id: string; hash: Uint8Array; kind: string }): string | null {
  const token = tokensOf(id).find((candidate) => Buffer.from(hash).equals(hashOf(candidate)));
  return token === undefined ? null : urlOf(kind as LinkKind, token);
}

/**
 * The first name for a greeting of a person `u`. Without a confirmed address it is an import's, or empty: a stranger may have typed the one
 * at the sign-up.
 */
export const knownFirstName: Sql = sql`
  CASE WHEN u.email_confirmed_at IS NOT NULL THEN u.first_name
    ELSE coalesce((SELECT p.first_name FROM pending_details p WHERE p.user_id = u.id), '') END`;

/** Stores links. A person has one at a time, so an earlier one is replaced. */
export async function storeLinks(tx: Tx, links: (NewLink & { userId: string })[]): Promise<void> {
  await tx.oneTimeLink.deleteMany({ where: { userId: { in: links.map(({ userId }) => userId) } } });
  await tx.oneTimeLink.createMany({ data: links.map(({ url: _secret, ...link }) => link) });
  await noteInvited(tx, links);
}

type FoundLink = { userId: string; kind: LinkKind };

const selectLink = (token: string): Sql => sql`
  SELECT l.user_id AS "userId", l.kind FROM one_time_links l JOIN users u ON u.id = l.user_id
    WHERE l.hash = ${hashOf(token)} AND l.expires_at > now() AND u.deleted_at IS NULL`;

function requireFound([link]: FoundLink[]): FoundLink {
  if (!link) throw new AppError("not_found", texts.linkNotGood);
  return link;
}

/** Whose link it is. @throws AppError not_found when it was used, ran out, or never was one */
export async function requireLink(token: string): Promise<FoundLink> {
  return requireFound(await read<FoundLink>(selectLink(token)));
}

/** Uses a link up. Of two at once, the second waits and finds it gone. @throws AppError not_found */
export async function consumeLink(tx: Tx, token: string): Promise<FoundLink> {
  const link = requireFound(await tx.$queryRaw<FoundLink[]>(selectLink(token)));
  const { count } = await tx.oneTimeLink.deleteMany({ where: { hash: hashOf(token) } });
  if (count === 0) throw new AppError("not_found", texts.linkNotGood);
  if (link.kind === "invitation") await noteUsed(tx, link.userId);
  return link;
}
