import { meSchema, profileBody, userSchema } from "#lib/contract/auth.ts";
import { route } from "#lib/server/api/route.ts";
import { me } from "#lib/server/auth/me.ts";
import { changeProfile } from "#lib/server/users/patch-user.ts";

export const GET = route({ beforeSetUp: true, answer: meSchema, message: "Signed in" }, me);
export const PATCH = route({ body: profileBody, answer: userSchema, message: "Profile changed" }, changeProfile);
