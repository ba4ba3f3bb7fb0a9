import { idParams } from "#lib/contract/courses";
import { messageBody } from "#lib/contract/discussions";
import { texts } from "#lib/contract/errors";
import { deleteMessage, editMessage } from "#lib/server/discussions/change-message";
import { route } from "#lib/server/http";

const path = { params: idParams, missing: texts.messageNotFound };

export const PATCH = route({ ...path, body: messageBody, message: "Message changed" }, editMessage);
export const DELETE = route({ ...path, message: "Message deleted" }, deleteMessage);
