import { loginBody } from "#lib/contract/auth";
import { login } from "#lib/server/auth/login";
import { route } from "#lib/server/http";

export const POST = route({ auth: "none", body: loginBody, anyContentType: true, message: "Signed in" }, login);
