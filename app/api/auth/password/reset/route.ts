import { resetPasswordBody, resetPasswordSchema } from "#lib/contract/auth";
import { texts } from "#lib/contract/errors";
import { route } from "#lib/server/api/route";
import { resetPassword } from "#lib/server/auth/reset-password";

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
