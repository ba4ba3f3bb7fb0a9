import { texts } from "#lib/contract/errors";
import { testMailSchema } from "#lib/contract/mail";
import { route } from "#lib/server/api/route";
import { testMail } from "#lib/server/mail/test-mail";

export const POST = route(
  { roles: ["admin"], answer: testMailSchema, refuses: { conflict: [texts.noMail] }, message: "Test mail" },
  testMail,
);
