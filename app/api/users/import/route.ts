import { importReportSchema, importUsersBody } from "#lib/contract/users";
import { route } from "#lib/server/api/route";
import { importUsers } from "#lib/server/users/import-users";

export const POST = route(
  { body: importUsersBody, roles: ["admin"], answer: importReportSchema, refuses: { conflict: [] }, message: "Import" },
  importUsers,
);
