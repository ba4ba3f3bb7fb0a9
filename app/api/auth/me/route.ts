import { meSchema, profileBody, userSchema } from "#lib/contract/auth";
import { me } from "#lib/server/auth/me";
import { route } from "#lib/server/http";
import { changeProfile } from "#lib/server/users/patch-user";

export const GET = route({ beforeSetUp: true, answer: meSchema, message: "Signed in" }, me);
export const PATCH = route({ body: profileBody, answer: userSchema, message: "Profile changed" }, changeProfile);
