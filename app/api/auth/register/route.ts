import { registerBody } from "#lib/contract/auth";
import { register } from "#lib/server/auth/register";
import { route } from "#lib/server/http";

export const POST = route({ auth: "none", body: registerBody, anyContentType: true, status: 201, message: "Account created" }, register);
