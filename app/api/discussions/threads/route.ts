import { createThreadBody, listThreadsQuery, threadSchema } from "#lib/contract/discussions";
import { texts } from "#lib/contract/errors";
import { route } from "#lib/server/api/route";
import { createThread } from "#lib/server/discussions/create-thread";
import { listThreads } from "#lib/server/discussions/list-threads";

export const GET = route({ query: listThreadsQuery, page: true, answer: threadSchema, message: "Threads" }, listThreads);
export const POST = route(
  {
    body: createThreadBody,
    status: 201,
    keepsKey: true,
    answer: threadSchema,
    refuses: {
      forbidden: [texts.onlyStudentsAsk, texts.lecturerDoesNotOwn, texts.notEnrolled, texts.blocked],
      not_found: [texts.videoNotFound, texts.lecturerNotFound],
      conflict: [texts.takesNoQuestions, texts.keyOfAnotherBody],
    },
    message: "Thread created",
  },
  createThread,
);
