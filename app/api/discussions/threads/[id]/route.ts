import { z } from "zod";
import { threadParams, threadQuery, threadSchema, threadStatusBody, threadWithMessagesSchema } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { changeStatus } from "#lib/server/discussions/change-status.ts";
import { deleteThread } from "#lib/server/discussions/delete-thread.ts";
import { getThread } from "#lib/server/discussions/get-thread.ts";

const path = { params: threadParams, missing: texts.threadNotFound };

export const GET = route(
  { ...path, query: threadQuery, answer: threadWithMessagesSchema, refuses: { forbidden: [texts.mayNotView] }, message: "Thread" },
  getThread,
);
export const PATCH = route(
  {
    ...path,
    body: threadStatusBody,
    answer: threadSchema,
    refuses: { forbidden: [texts.mayNotChange, texts.blocked] },
    message: "Thread changed",
  },
  changeStatus,
);
export const DELETE = route(
  { ...path, answer: z.null(), refuses: { forbidden: [texts.mayNotChange] }, message: "Thread deleted" },
  deleteThread,
);
