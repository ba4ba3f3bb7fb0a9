import type { LoginBody, SignedIn } from "#lib/contract/auth";
import type { RequestContext } from "../http/request-context";
import { checkCredentials } from "./check-credentials";
import { signIn } from "./sessions";

/** docs/contract.md section 3, `POST /api/auth/login`. Each login opens a session. */
export async function login({ body, facts }: { body: LoginBody; facts: RequestContext }): Promise<SignedIn> {
  const { user, passwordHash } = await checkCredentials(body, facts);
  return signIn(user, facts, passwordHash);
}
