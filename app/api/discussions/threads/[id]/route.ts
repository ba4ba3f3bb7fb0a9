import { z } from "zod";
import { patchThreadBody, threadParams, threadQuery, threadSchema, threadWithMessagesSchema } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { changeThread } from "#lib/server/discussions/change-status.ts";
import { deleteThread } from "#lib/server/discussions/delete-thread.ts";
import { getThread } from "#lib/server/discussions/get-thread.ts";

const path = { params: threadParams, missing: texts.threadNotFound };

export const GET = route(
  { ...path, query: threadQuery, answer: threadWithMessagesSchema, refuses: { forbidden: [texts.cannotView] }, message: "Thread" },
  getThread,
);
export const PATCH = route(
  {
    ...path,
    body: patchThreadBody,
    answer: threadSchema,
    refuses: {
      forbidden: [texts.cannotChange, texts.blocked, texts.postingClosed, texts.classQuestionsOff, texts.anonymousOff],
      conflict: [
        texts.othersWrote,
        texts.staysAnonymous,
        texts.anonymousIsForClass,
        texts.announcementIsForClass,
        texts.archivedWrites,
        texts.notAnAnswer,
      ],
    },
    message: "Thread changed",
  },
  changeThread,
);
export const DELETE = route(
  { ...path, answer: z.null(), refuses: { forbidden: [texts.cannotChange] }, message: "Thread deleted" },
  deleteThread,
);
