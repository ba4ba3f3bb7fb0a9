import { auditEntrySchema, listAuditQuery } from "#lib/contract/audit";
import { route } from "#lib/server/api/route";
import { listAudit } from "#lib/server/audit/list-audit";

export const GET = route(
  { query: listAuditQuery, roles: ["admin"], page: true, answer: auditEntrySchema, message: "Audit log" },
  listAudit,
);
