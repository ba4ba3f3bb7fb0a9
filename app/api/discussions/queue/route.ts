import { listQueue } from "#lib/server/discussions/list-queue";
import { route } from "#lib/server/http";

export const GET = route({ roles: ["lecturer"], message: "Unanswered questions" }, listQueue);
