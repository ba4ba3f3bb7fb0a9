import { auditEntrySchema, listAuditQuery } from "#lib/contract/audit";
import { listAudit } from "#lib/server/audit/list-audit";
import { route } from "#lib/server/http";

export const GET = route(
  { query: listAuditQuery, roles: ["admin"], page: true, answer: auditEntrySchema, message: "Audit log" },
  listAudit,
);
