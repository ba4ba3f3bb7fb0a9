import { emailConfirmationSchema, linkBody } from "#lib/contract/auth.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { confirmEmail } from "#lib/server/auth/confirm-email.ts";

export const POST = route(
  {
    body: linkBody,
    answer: emailConfirmationSchema,
    refuses: { forbidden: [texts.otherAccountsLink], not_found: [texts.linkNotGood] },
    message: "Email confirmed",
  },
  confirmEmail,
);
