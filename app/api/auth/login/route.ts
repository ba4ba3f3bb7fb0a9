import { loginBody, signedInSchema } from "#lib/contract/auth.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { login } from "#lib/server/auth/login.ts";

export const POST = route(
  {
    auth: "none",
    body: loginBody,
    anyContentType: true,
    answer: signedInSchema,
    refuses: { unauthenticated: [texts.invalidCredentials, texts.codeRequired, texts.wrongCode] },
    message: "Signed in",
  },
  login,
);
