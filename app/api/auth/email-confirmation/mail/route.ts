import { confirmationMailSchema } from "#lib/contract/auth.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { mailConfirmation } from "#lib/server/auth/confirm-email.ts";

export const POST = route(
  { answer: confirmationMailSchema, refuses: { conflict: [texts.emailConfirmed] }, message: "Link asked for" },
  mailConfirmation,
);
