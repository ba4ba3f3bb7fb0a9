import { resetPasswordBody, resetPasswordSchema } from "#lib/contract/auth";
import { texts } from "#lib/contract/errors";
import { resetPassword } from "#lib/server/auth/reset-password";
import { route } from "#lib/server/http";

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
