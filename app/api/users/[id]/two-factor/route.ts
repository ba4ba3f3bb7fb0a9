import { endedSchema } from "#lib/contract/auth";
import { texts } from "#lib/contract/errors";
import { userParams } from "#lib/contract/users";
import { route } from "#lib/server/api/route";
import { turnOffTwoFactorOf } from "#lib/server/auth/turn-off-two-factor";

export const DELETE = route(
  {
    params: userParams,
    missing: texts.userNotFound,
    roles: ["admin"],
    answer: endedSchema,
    refuses: { forbidden: [texts.ownTwoFactor], conflict: [texts.twoFactorIsOff] },
    message: "Two-factor sign-in is off",
  },
  turnOffTwoFactorOf,
);
