import { endedSchema } from "#lib/contract/auth.ts";
import { texts } from "#lib/contract/errors.ts";
import { userParams } from "#lib/contract/users.ts";
import { route } from "#lib/server/api/route.ts";
import { turnOffTwoFactorOf } from "#lib/server/auth/turn-off-two-factor.ts";

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
