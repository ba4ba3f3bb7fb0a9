import { madeLinksSchema, makeLinksBody } from "#lib/contract/users.ts";
import { route } from "#lib/server/api/route.ts";
import { makeLinks } from "#lib/server/users/make-links.ts";

export const POST = route({ body: makeLinksBody, roles: ["admin"], answer: madeLinksSchema, message: "Links" }, makeLinks);
