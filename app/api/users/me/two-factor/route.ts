import { beginTwoFactorBody, confirmTwoFactorBody, provenTwoFactorBody } from "#lib/contract/two-factor";
import { turnOffTwoFactor } from "#lib/server/auth/turn-off-two-factor";
import { beginTwoFactor, confirmTwoFactor } from "#lib/server/auth/turn-on-two-factor";
import { ownTwoFactor } from "#lib/server/auth/two-factor-state";
import { route } from "#lib/server/http";

export const GET = route({ beforeSetUp: true, message: "Two-factor sign-in" }, ownTwoFactor);
export const POST = route({ beforeSetUp: true, body: beginTwoFactorBody, message: "Set-up begun" }, beginTwoFactor);
export const PUT = route({ beforeSetUp: true, body: confirmTwoFactorBody, message: "Two-factor sign-in is on" }, confirmTwoFactor);
export const DELETE = route({ body: provenTwoFactorBody, message: "Two-factor sign-in is off" }, turnOffTwoFactor);
