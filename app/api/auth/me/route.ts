import { me } from "#lib/server/auth/me";
import { route } from "#lib/server/http";

export const GET = route({ message: "Signed in" }, me);
