import { route } from "#lib/server/http";
import { testMail } from "#lib/server/mail/test-mail";

export const POST = route({ roles: ["admin"], message: "Test mail" }, testMail);
