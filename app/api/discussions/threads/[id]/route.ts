import { threadParams, threadQuery, threadStatusBody } from "#lib/contract/discussions";
import { texts } from "#lib/contract/errors";
import { changeStatus } from "#lib/server/discussions/change-status";
import { deleteThread } from "#lib/server/discussions/delete-thread";
import { getThread } from "#lib/server/discussions/get-thread";
import { route } from "#lib/server/http";

const path = { params: threadParams, missing: texts.threadNotFound };

export const GET = route({ ...path, query: threadQuery, message: "Thread" }, getThread);
export const PATCH = route({ ...path, body: threadStatusBody, message: "Thread changed" }, changeStatus);
export const DELETE = route({ ...path, message: "Thread deleted" }, deleteThread);
