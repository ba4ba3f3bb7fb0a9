import { deleteMeBody } from "#lib/contract/users";
import { route } from "#lib/server/http";
import { deleteMe } from "#lib/server/users/delete-user";

export const DELETE = route({ body: deleteMeBody, message: "Account deleted" }, deleteMe);
