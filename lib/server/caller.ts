import type { User } from "#lib/contract/auth.ts";
import type { Precondition } from "./precondition";

/** The caller of a request, and their session. */
export type Caller = {
  user: User;
  /** False for a person who signed up and has not proved their address yet (consume-for.ts). */
  confirmed: boolean;
  sessionId: string;
  /** Their access token, and when it expires (seconds since 1970); absent for the session cookie. */
  bearer?: { token: string; expiresAt: number };
  /** True for an admin without the two-factor sign-in that ADMIN_TWO_FACTOR requires: they may set it up, and nothing else. */
  mustSetUpTwoFactor?: true;
  /**
   * Set when they are who an earlier request found. Then this leaves with the request's first statement, and says whether they still are:
   * the same person, unchanged, in a session that lives.
   */
  stillValid?: Precondition;
};
