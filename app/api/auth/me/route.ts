import { meSchema, profileBody, userSchema } from "#lib/contract/auth";
import { route } from "#lib/server/api/route";
import { me } from "#lib/server/auth/me";
import { changeProfile } from "#lib/server/users/patch-user";

export const GET = route({ beforeSetUp: true, answer: meSchema, message: "Signed in" }, me);
export const PATCH = route({ body: profileBody, answer: userSchema, message: "Profile changed" }, changeProfile);
