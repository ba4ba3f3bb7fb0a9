import { threadParams, threadSchema } from "#lib/contract/discussions.ts";
import { claimedText, texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { claimThread, releaseClaim } from "#lib/server/discussions/claims.ts";

const path = {
  params: threadParams,
  missing: texts.threadNotFound,
  answer: threadSchema,
  refuses: { forbidden: [texts.notAllowed] },
};

export const PUT = route({ ...path, refuses: { ...path.refuses, conflict: [claimedText("…")] }, message: "Thread claimed" }, claimThread);
export const DELETE = route({ ...path, message: "Claim ended" }, releaseClaim);
