import { forgotPasswordBody, forgotPasswordSchema } from "#lib/contract/auth";
import { route } from "#lib/server/api/route";
import { forgotPassword } from "#lib/server/auth/forgot-password";

export const POST = route(
  {
    auth: "none",
    body: forgotPasswordBody,
    answer: forgotPasswordSchema,
    message: "If there is an account with this address, a link is on its way",
  },
  forgotPassword,
);
