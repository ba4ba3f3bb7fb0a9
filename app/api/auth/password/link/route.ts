import { linkAnswerSchema, linkBody } from "#lib/contract/auth";
import { texts } from "#lib/contract/errors";
import { describeLink } from "#lib/server/auth/reset-password";
import { route } from "#lib/server/http";

export const POST = route(
  { auth: "none", body: linkBody, answer: linkAnswerSchema, refuses: { not_found: [texts.linkNotGood] }, message: "Link" },
  describeLink,
);
