import { logoutBody } from "#lib/contract/auth";
import { logout } from "#lib/server/auth/logout";
import { route } from "#lib/server/http";

export const POST = route({ auth: "optional", beforeSetUp: true, body: logoutBody, message: "Signed out" }, logout);
