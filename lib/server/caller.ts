import type { User } from "#lib/contract/auth";

/** Who calls, and by which session. */
export type Caller = {
  user: User;
  /** False for whoever signed up and has not shown yet that the address is theirs (consume-for.ts). */
  confirmed: boolean;
  sessionId: string;
  /** The access token they came with and when it runs out (seconds since 1970); absent for the session cookie. */
  bearer?: { token: string; expiresAt: number };
  /** An admin without two-factor sign-in where ADMIN_TWO_FACTOR requires it: they may set it up, and nothing else. */
  mustSetUpTwoFactor?: true;
};
