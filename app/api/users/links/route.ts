import { madeLinksSchema, makeLinksBody } from "#lib/contract/users";
import { route } from "#lib/server/api/route";
import { makeLinks } from "#lib/server/users/make-links";

export const POST = route({ body: makeLinksBody, roles: ["admin"], answer: madeLinksSchema, message: "Links" }, makeLinks);
