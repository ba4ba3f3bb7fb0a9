import { forgotPasswordBody } from "#lib/contract/auth";
import { forgotPassword } from "#lib/server/auth/forgot-password";
import { route } from "#lib/server/http";

export const POST = route(
  { auth: "none", body: forgotPasswordBody, message: "If there is an account with this address, a link is on its way" },
  forgotPassword,
);
