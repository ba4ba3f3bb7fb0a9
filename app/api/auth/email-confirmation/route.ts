import { linkBody } from "#lib/contract/auth";
import { confirmEmail } from "#lib/server/auth/confirm-email";
import { route } from "#lib/server/http";

export const POST = route({ body: linkBody, message: "Email confirmed" }, confirmEmail);
