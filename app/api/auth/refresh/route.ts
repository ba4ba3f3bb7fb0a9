import { refreshBody, refreshedSchema } from "#lib/contract/auth";
import { texts } from "#lib/contract/errors";
import { route } from "#lib/server/api/route";
import { refresh } from "#lib/server/auth/refresh";

export const POST = route(
  {
    auth: "none",
    body: refreshBody,
    anyContentType: true,
    answer: refreshedSchema,
    refuses: { unauthenticated: [texts.invalidToken] },
    message: "Tokens refreshed",
  },
  refresh,
);
