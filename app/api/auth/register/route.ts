import { registerBody, signedInSchema } from "#lib/contract/auth.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { register } from "#lib/server/users/register.ts";

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
