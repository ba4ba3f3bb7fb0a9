import type { UserParams } from "#lib/contract/users.ts";
import type { Caller } from "../caller";
import type { RequestContext } from "../http/request-context";

/** The input of an admin's act on an account: the admin, the account, and the request it comes from. */
export type ActOnUser = { caller: Caller; params: UserParams; request: RequestContext };
