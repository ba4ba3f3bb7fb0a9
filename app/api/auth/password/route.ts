import { changePasswordBody, endedSchema } from "#lib/contract/auth";
import { route } from "#lib/server/api/route";
import { changePassword } from "#lib/server/auth/change-password";

export const POST = route({ body: changePasswordBody, answer: endedSchema, message: "Password changed" }, changePassword);
