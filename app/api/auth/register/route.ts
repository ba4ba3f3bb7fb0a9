import { registerBody, signedInSchema } from "#lib/contract/auth";
import { texts } from "#lib/contract/errors";
import { route } from "#lib/server/api/route";
import { register } from "#lib/server/users/register";

export const POST = route(
  {
    auth: "none",
    body: registerBody,
    anyContentType: true,
    status: 201,
    answer: signedInSchema,
    refuses: { forbidden: [texts.notAllowed], conflict: [texts.emailTaken] },
    message: "Account created",
  },
  register,
);
