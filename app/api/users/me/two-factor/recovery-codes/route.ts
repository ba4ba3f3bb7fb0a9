import { provenTwoFactorBody, recoveryCodesSchema } from "#lib/contract/two-factor";
import { renewRecoveryCodes } from "#lib/server/auth/turn-on-two-factor";
import { route } from "#lib/server/http";

export const POST = route({ body: provenTwoFactorBody, answer: recoveryCodesSchema, message: "Recovery codes made" }, renewRecoveryCodes);
