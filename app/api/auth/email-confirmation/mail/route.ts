import { confirmationMailSchema } from "#lib/contract/auth";
import { texts } from "#lib/contract/errors";
import { mailConfirmation } from "#lib/server/auth/confirm-email";
import { route } from "#lib/server/http";

export const POST = route(
  { answer: confirmationMailSchema, refuses: { conflict: [texts.emailConfirmed] }, message: "Link asked for" },
  mailConfirmation,
);
