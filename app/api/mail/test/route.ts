import { texts } from "#lib/contract/errors.ts";
import { testMailSchema } from "#lib/contract/mail.ts";
import { route } from "#lib/server/api/route.ts";
import { testMail } from "#lib/server/mail/test-mail.ts";

export const POST = route(
  { roles: ["admin"], answer: testMailSchema, refuses: { conflict: [texts.noMail] }, message: "Test mail" },
  testMail,
);
