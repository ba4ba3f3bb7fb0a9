import { linkAnswerSchema, linkBody } from "#lib/contract/auth.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { describeLink } from "#lib/server/auth/reset-password.ts";

export const POST = route(
  { auth: "none", body: linkBody, answer: linkAnswerSchema, refuses: { not_found: [texts.linkNotGood] }, message: "Link" },
  describeLink,
);
