import { z } from "zod";
import { logoutBody } from "#lib/contract/auth";
import { texts } from "#lib/contract/errors";
import { route } from "#lib/server/api/route";
import { logout } from "#lib/server/auth/logout";

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
