import { provenTwoFactorBody, recoveryCodesSchema } from "#lib/contract/two-factor.ts";
import { route } from "#lib/server/api/route.ts";
import { renewRecoveryCodes } from "#lib/server/auth/turn-on-two-factor.ts";

export const POST = route({ body: provenTwoFactorBody, answer: recoveryCodesSchema, message: "Recovery codes made" }, renewRecoveryCodes);
