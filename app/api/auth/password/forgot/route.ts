import { forgotPasswordBody, forgotPasswordSchema } from "#lib/contract/auth.ts";
import { route } from "#lib/server/api/route.ts";
import { forgotPassword } from "#lib/server/auth/forgot-password.ts";

export const POST = route(
  {
    auth: "none",
    body: forgotPasswordBody,
    answer: forgotPasswordSchema,
    message: "If there is an account with this address, a link is on its way",
  },
  forgotPassword,
);
