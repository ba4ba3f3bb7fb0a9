import { texts } from "#lib/contract/errors.ts";
import { readinessSchema } from "#lib/contract/health.ts";
import { route } from "#lib/server/api/route.ts";
import { readiness } from "#lib/server/readiness.ts";

export const GET = route(
  { auth: "none", answer: readinessSchema, refuses: { unavailable: [texts.databaseIsAway, texts.redisIsAway] }, message: "Ready" },
  readiness,
);
