import { importReportSchema, importUsersBody } from "#lib/contract/users.ts";
import { route } from "#lib/server/api/route.ts";
import { importUsers } from "#lib/server/users/import-users.ts";

export const POST = route(
  { body: importUsersBody, roles: ["admin"], answer: importReportSchema, refuses: { conflict: [] }, message: "Import" },
  importUsers,
);
