import { createHmac } from "node:crypto";
import { v7 as uuid } from "uuid";
import type { AuditAction, AuditEntry } from "#lib/contract/audit.ts";
import { config } from "../config";
import type { Tx } from "../db/transaction";
import type { RequestContext } from "../http/request-context";

/** Who acts, and from where. Both are null for the command line. */
export type Actor = { actorId: string | null; request: Pick<RequestContext, "ip" | "requestId"> | null };

export const systemActor: Actor = { actorId: null, request: null };

export type Act = Actor & {
  action: AuditAction;
  /** The person concerned. */
  targetId?: string | null;
  /** Further facts: no names, no addresses, no secrets. */
  details?: AuditEntry["details"];
};

/** Writes acts into the audit log, in their own transaction. So the log holds exactly what happened. */
export async function audit(tx: Tx, ...acts: Act[]): Promise<void> {
  const at = new Date();
  await tx.auditEntry.createMany({
    data: acts.map((act) => ({
      id: uuid(),
      at,
      action: act.action,
      actorId: act.actorId,
      targetId: act.targetId ?? null,
      ip: act.request?.ip ?? null,
      requestId: act.request?.requestId ?? null,
      details: act.details ?? {},
    })),
  });
}

/**
 * A mark in place of a typed address without an account. The text may be a password in the wrong field, so it is not kept. The same text
 * gets the same mark, which only this installation can make.
 */
export function pseudonymOf(typed: string): string {
  const [secret = ""] = config().secrets;
  return createHmac("sha256", `audit:${secret}`).update(typed.trim().toLowerCase()).digest("hex").slice(0, 12);
}
