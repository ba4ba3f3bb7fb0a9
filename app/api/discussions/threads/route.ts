import { createThreadBody, listThreadsQuery, threadSchema } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { createThread } from "#lib/server/discussions/create-thread.ts";
import { listThreads } from "#lib/server/discussions/list-threads.ts";

export const GET = route({ query: listThreadsQuery, page: true, answer: threadSchema, message: "Threads" }, listThreads);
export const POST = route(
  {
    body: createThreadBody,
    status: 201,
    keepsKey: true,
    answer: threadSchema,
    refuses: {
      forbidden: [
        texts.onlyStudentsAsk,
        texts.lecturerDoesNotOwn,
        texts.notEnrolled,
        texts.blocked,
        texts.postingClosed,
        texts.classQuestionsOff,
        texts.anonymousOff,
      ],
      not_found: [texts.videoNotFound, texts.lecturerNotFound],
      conflict: [texts.takesNoQuestions, texts.keyOfAnotherBody],
    },
    message: "Thread created",
  },
  createThread,
);
