import { profileBody } from "#lib/contract/auth";
import { me } from "#lib/server/auth/me";
import { route } from "#lib/server/http";
import { changeProfile } from "#lib/server/users/patch-user";

export const GET = route({ beforeSetUp: true, message: "Signed in" }, me);
export const PATCH = route({ body: profileBody, message: "Profile changed" }, changeProfile);
