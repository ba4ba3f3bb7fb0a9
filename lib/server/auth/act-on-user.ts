import type { UserParams } from "#lib/contract/users.ts";
import type { Caller } from "../caller";
import type { RequestContext } from "../http/request-context";

/** What an admin's act on an account is given: who acts, on which account, from where. */
export type ActOnUser = { caller: Caller; params: UserParams; request: RequestContext };
