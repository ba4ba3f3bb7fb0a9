import { resetPasswordBody, resetPasswordSchema } from "#lib/contract/auth.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { resetPassword } from "#lib/server/auth/reset-password.ts";

export const POST = route(
  {
    auth: "none",
    body: resetPasswordBody,
    answer: resetPasswordSchema,
    refuses: { not_found: [texts.linkNotGood] },
    message: "Password set",
  },
  resetPassword,
);
