import { createHmac, timingSafeEqual } from "node:crypto";
import { config } from "./config";
import { AppError } from "./errors";

/** One page of a list. `next_cursor` is present when there is more. */
export type Page<Item> = { items: Item[]; next_cursor?: string };

const mac = (secret: string, text: string) => createHmac("sha256", secret).update(`cursor:${text}`).digest().subarray(0, 12);

/** Signs `parts` for the list called `name`, so that a foreign or changed cursor is noticed. */
export function encodeCursor(name: string, parts: (string | number)[]): string {
  const text = JSON.stringify([name, ...parts]);
  return Buffer.concat([mac(config().secrets[0] ?? "", text), Buffer.from(text)]).toString("base64url");
}

/** @throws AppError invalid_input when the cursor is not one that we made for this list */
export function decodeCursor(name: string, cursor: string, param = "cursor"): (string | number)[] {
  const bytes = Buffer.from(cursor, "base64url");
  const signature = bytes.subarray(0, 12);
  const text = bytes.subarray(12).toString("utf8");
  const ours =
    signature.length === 12 &&
    bytes.toString("base64url") === cursor &&
    config().secrets.some((secret) => timingSafeEqual(mac(secret, text), signature));
  const parts: unknown = ours ? JSON.parse(text) : null;
  if (!Array.isArray(parts) || parts[0] !== name) {
    const msg = "must be a cursor from an earlier answer of this list";
    throw new AppError("invalid_input", `${param} ${msg}`, { details: [{ msg, param, location: "query" }] });
  }
  return parts.slice(1);
}

/** Cuts `rows` (one more than `limit` was read) to a page, with the cursor of the next one. */
export function pageOf<Row, Item>(
  name: string,
  rows: Row[],
  limit: number,
  item: (row: Row) => Item,
  place: (row: Row) => (string | number)[],
): Page<Item> {
  return cutPage(name, { rows: rows.slice(0, limit), more: rows.length > limit }, item, place);
}

/** A page of rows that the database has cut (`readWithin`). */
export function cutPage<Row, Item>(
  name: string,
  { rows, more }: { rows: Row[]; more: boolean },
  item: (row: Row) => Item,
  place: (row: Row) => (string | number)[],
): Page<Item> {
  const items = rows.map(item);
  const last = more ? rows.at(-1) : undefined;
  return last ? { items, next_cursor: encodeCursor(name, place(last)) } : { items };
}
