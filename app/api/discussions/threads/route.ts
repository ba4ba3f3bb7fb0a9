import { createThreadBody, listThreadsQuery } from "#lib/contract/discussions";
import { createThread } from "#lib/server/discussions/create-thread";
import { listThreads } from "#lib/server/discussions/list-threads";
import { route } from "#lib/server/http";

export const GET = route({ query: listThreadsQuery, page: true, message: "Threads" }, listThreads);
export const POST = route({ body: createThreadBody, status: 201, message: "Thread created" }, createThread);
