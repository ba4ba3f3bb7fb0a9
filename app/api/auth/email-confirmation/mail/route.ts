import { confirmationMailSchema } from "#lib/contract/auth";
import { texts } from "#lib/contract/errors";
import { route } from "#lib/server/api/route";
import { mailConfirmation } from "#lib/server/auth/confirm-email";

export const POST = route(
  { answer: confirmationMailSchema, refuses: { conflict: [texts.emailConfirmed] }, message: "Link asked for" },
  mailConfirmation,
);
