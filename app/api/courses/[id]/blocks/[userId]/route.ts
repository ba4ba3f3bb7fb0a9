import { blockBody, blockParams } from "#lib/contract/blocks";
import { texts } from "#lib/contract/errors";
import { blockStudent, liftBlock } from "#lib/server/courses/blocks";
import { route } from "#lib/server/http";

const path = { params: blockParams, missing: texts.userNotFound };

export const PUT = route({ ...path, body: blockBody, message: "Student blocked" }, blockStudent);
export const DELETE = route({ ...path, message: "Block lifted" }, liftBlock);
