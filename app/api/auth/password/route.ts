import { changePasswordBody, endedSchema } from "#lib/contract/auth";
import { changePassword } from "#lib/server/auth/change-password";
import { route } from "#lib/server/http";

export const POST = route({ body: changePasswordBody, answer: endedSchema, message: "Password changed" }, changePassword);
