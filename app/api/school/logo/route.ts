import { logoBody, schoolSchema } from "#lib/contract/school.ts";
import { route } from "#lib/server/api/route.ts";
import { deleteLogo, putLogo } from "#lib/server/settings/change-school.ts";

export const PUT = route({ roles: ["admin"], body: logoBody, answer: schoolSchema, message: "Logo in place" }, putLogo);
export const DELETE = route({ roles: ["admin"], answer: schoolSchema, message: "Logo removed" }, deleteLogo);
