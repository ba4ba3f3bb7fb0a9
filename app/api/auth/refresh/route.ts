import { refreshBody, refreshedSchema } from "#lib/contract/auth.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { refresh } from "#lib/server/auth/refresh.ts";

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
