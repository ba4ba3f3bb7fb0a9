import { schoolBody, schoolSchema } from "#lib/contract/school.ts";
import { route } from "#lib/server/api/route.ts";
import { changeSchool, getSchool } from "#lib/server/settings/change-school.ts";

export const GET = route({ auth: "none", answer: schoolSchema, message: "School" }, getSchool);
export const PATCH = route({ roles: ["admin"], body: schoolBody, answer: schoolSchema, message: "School changed" }, changeSchool);
