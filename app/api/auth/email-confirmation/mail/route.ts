import { mailConfirmation } from "#lib/server/auth/confirm-email";
import { route } from "#lib/server/http";

export const POST = route({ message: "Link asked for" }, mailConfirmation);
