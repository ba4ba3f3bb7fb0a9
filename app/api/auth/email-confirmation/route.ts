import { emailConfirmationSchema, linkBody } from "#lib/contract/auth";
import { texts } from "#lib/contract/errors";
import { confirmEmail } from "#lib/server/auth/confirm-email";
import { route } from "#lib/server/http";

export const POST = route(
  {
    body: linkBody,
    answer: emailConfirmationSchema,
    refuses: { forbidden: [texts.otherAccountsLink], not_found: [texts.linkNotGood] },
    message: "Email confirmed",
  },
  confirmEmail,
);
