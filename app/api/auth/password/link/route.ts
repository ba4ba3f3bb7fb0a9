import { linkAnswerSchema, linkBody } from "#lib/contract/auth";
import { texts } from "#lib/contract/errors";
import { route } from "#lib/server/api/route";
import { describeLink } from "#lib/server/auth/reset-password";

export const POST = route(
  { auth: "none", body: linkBody, answer: linkAnswerSchema, refuses: { not_found: [texts.linkNotGood] }, message: "Link" },
  describeLink,
);
