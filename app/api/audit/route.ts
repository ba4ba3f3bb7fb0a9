import { auditEntrySchema, listAuditQuery } from "#lib/contract/audit.ts";
import { route } from "#lib/server/api/route.ts";
import { listAudit } from "#lib/server/audit/list-audit.ts";

export const GET = route(
  { query: listAuditQuery, roles: ["admin"], page: true, answer: auditEntrySchema, message: "Audit log" },
  listAudit,
);
