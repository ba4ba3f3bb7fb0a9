import { changePasswordBody, endedSchema } from "#lib/contract/auth.ts";
import { route } from "#lib/server/api/route.ts";
import { changePassword } from "#lib/server/auth/change-password.ts";

export const POST = route({ body: changePasswordBody, answer: endedSchema, message: "Password changed" }, changePassword);
