import { z } from "zod";
import { logoutBody } from "#lib/contract/auth.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { logout } from "#lib/server/auth/logout.ts";

export const POST = route(
  {
    auth: "optional",
    beforeSetUp: true,
    body: logoutBody,
    answer: z.null(),
    refuses: { unauthenticated: [texts.authenticationRequired, texts.invalidToken] },
    message: "Signed out",
  },
  logout,
);
