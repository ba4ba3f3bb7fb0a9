import { linkBody } from "#lib/contract/auth";
import { describeLink } from "#lib/server/auth/reset-password";
import { route } from "#lib/server/http";

export const POST = route({ auth: "none", body: linkBody, message: "Link" }, describeLink);
