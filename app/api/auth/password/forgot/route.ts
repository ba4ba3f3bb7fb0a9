import { forgotPasswordBody, forgotPasswordSchema } from "#lib/contract/auth";
import { forgotPassword } from "#lib/server/auth/forgot-password";
import { route } from "#lib/server/http";

export const POST = route(
  {
    auth: "none",
    body: forgotPasswordBody,
    answer: forgotPasswordSchema,
    message: "If there is an account with this address, a link is on its way",
  },
  forgotPassword,
);
