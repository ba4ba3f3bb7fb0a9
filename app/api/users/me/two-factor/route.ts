import { z } from "zod";
import { texts } from "#lib/contract/errors.ts";
import {
  beginTwoFactorBody,
  confirmTwoFactorBody,
  provenTwoFactorBody,
  recoveryCodesSchema,
  twoFactorSchema,
  twoFactorSetUpSchema,
} from "#lib/contract/two-factor.ts";
import { route } from "#lib/server/api/route.ts";
import { turnOffTwoFactor } from "#lib/server/auth/turn-off-two-factor.ts";
import { beginTwoFactor, confirmTwoFactor } from "#lib/server/auth/turn-on-two-factor.ts";
import { ownTwoFactor } from "#lib/server/auth/two-factor-state.ts";

export const GET = route({ beforeSetUp: true, answer: twoFactorSchema, message: "Two-factor sign-in" }, ownTwoFactor);
export const POST = route(
  {
    beforeSetUp: true,
    body: beginTwoFactorBody,
    answer: twoFactorSetUpSchema,
    refuses: { conflict: [texts.twoFactorIsOn] },
    message: "Set-up begun",
  },
  beginTwoFactor,
);
export const PUT = route(
  {
    beforeSetUp: true,
    body: confirmTwoFactorBody,
    answer: recoveryCodesSchema,
    refuses: { conflict: [texts.noSetUp] },
    message: "Two-factor sign-in is on",
  },
  confirmTwoFactor,
);
export const DELETE = route(
  { body: provenTwoFactorBody, answer: z.null(), refuses: { conflict: [texts.twoFactorStays] }, message: "Two-factor sign-in is off" },
  turnOffTwoFactor,
);
