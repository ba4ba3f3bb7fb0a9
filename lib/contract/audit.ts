import { z } from "zod";
import { cursor, id, pageLimit } from "./fields";
import { auditActions } from "./names";

export type AuditAction = (typeof auditActions)[number];

const person = z.strictObject({ id: z.guid(), name: z.string(), email: z.string() });

/**
 * One act. `actor` did it and `target` is the person concerned; each is null where nobody is known (a failed sign-in, an act of the command
 * line). A deleted person is `Deleted user` without an address, except in the entry of the deletion itself, whose `details` keep it.
 */
export const auditEntrySchema = z
  .strictObject({
    id: z.guid(),
    at: z.iso.datetime({ precision: 3 }),
    action: z.enum(auditActions),
    actor: person.nullable(),
    target: person.nullable(),
    ip: z.string().nullable(),
    request_id: z.string().nullable(),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])),
  })
  .meta({ id: "AuditEntry" });
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** Newest first. `actor` did it; `person` did it or is concerned. */
export const listAuditQuery = z.object({
  action: z.enum(auditActions, `must be one of ${auditActions.join(", ")}`).optional(),
  actor: id.optional(),
  person: id.optional(),
  limit: pageLimit,
  cursor,
});
export type ListAuditQuery = z.infer<typeof listAuditQuery>;
