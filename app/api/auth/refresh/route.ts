import { refreshBody } from "#lib/contract/auth";
import { refresh } from "#lib/server/auth/refresh";
import { route } from "#lib/server/http";

export const POST = route({ auth: "none", body: refreshBody, anyContentType: true, message: "Tokens refreshed" }, refresh);
