import { createHash } from "node:crypto";
import { texts } from "#lib/contract/errors.ts";
import { AppError } from "../errors";

export type Idempotency = { key: string; hash: Uint8Array<ArrayBuffer> };

/** What is stored with a row that was made with an `Idempotency-Key`: the key and a hash of the body, so that another body is noticed. */
export function idempotencyOf(key: string | null, asked: unknown): Idempotency | null {
  return key === null ? null : { key, hash: new Uint8Array(createHash("sha256").update(JSON.stringify(asked)).digest()) };
}

/** @throws AppError conflict when the stored row came from another body. */
export function requireSameBody(stored: Uint8Array | null, idempotency: Idempotency): void {
  if (!stored || !Buffer.from(stored).equals(idempotency.hash)) throw new AppError("conflict", texts.keyOfAnotherBody);
}
