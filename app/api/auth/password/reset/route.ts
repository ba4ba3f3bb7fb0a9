import { resetPasswordBody } from "#lib/contract/auth";
import { resetPassword } from "#lib/server/auth/reset-password";
import { route } from "#lib/server/http";

export const POST = route({ auth: "none", body: resetPasswordBody, message: "Password set" }, resetPassword);
