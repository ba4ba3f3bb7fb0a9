import { loginBody, signedInSchema } from "#lib/contract/auth";
import { texts } from "#lib/contract/errors";
import { route } from "#lib/server/api/route";
import { login } from "#lib/server/auth/login";

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
