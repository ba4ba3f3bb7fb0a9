import { texts } from "#lib/contract/errors";
import { readinessSchema } from "#lib/contract/health";
import { route } from "#lib/server/api/route";
import { readiness } from "#lib/server/readiness";

export const GET = route(
  { auth: "none", answer: readinessSchema, refuses: { unavailable: [texts.databaseIsAway, texts.redisIsAway] }, message: "Ready" },
  readiness,
);
