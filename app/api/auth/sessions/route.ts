import { endOtherSessions } from "#lib/server/auth/end-sessions";
import { listSessions } from "#lib/server/auth/list-sessions";
import { route } from "#lib/server/http";

export const GET = route({ message: "Sessions" }, listSessions);
export const DELETE = route({ message: "Other sessions ended" }, endOtherSessions);
