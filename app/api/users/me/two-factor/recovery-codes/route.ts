import { provenTwoFactorBody, recoveryCodesSchema } from "#lib/contract/two-factor";
import { route } from "#lib/server/api/route";
import { renewRecoveryCodes } from "#lib/server/auth/turn-on-two-factor";

export const POST = route({ body: provenTwoFactorBody, answer: recoveryCodesSchema, message: "Recovery codes made" }, renewRecoveryCodes);
