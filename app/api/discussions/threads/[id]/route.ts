import { z } from "zod";
import { threadParams, threadQuery, threadSchema, threadStatusBody, threadWithMessagesSchema } from "#lib/contract/discussions";
import { texts } from "#lib/contract/errors";
import { route } from "#lib/server/api/route";
import { changeStatus } from "#lib/server/discussions/change-status";
import { deleteThread } from "#lib/server/discussions/delete-thread";
import { getThread } from "#lib/server/discussions/get-thread";

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
