import { emailConfirmationSchema, linkBody } from "#lib/contract/auth";
import { texts } from "#lib/contract/errors";
import { route } from "#lib/server/api/route";
import { confirmEmail } from "#lib/server/auth/confirm-email";

export const POST = route(
  {
    body: linkBody,
    answer: emailConfirmationSchema,
    refuses: { forbidden: [texts.otherAccountsLink], not_found: [texts.linkNotGood] },
    message: "Email confirmed",
  },
  confirmEmail,
);
