import type { LoginBody, SignedIn } from "#lib/contract/auth.ts";
import type { RequestContext } from "../http/request-context";
import { checkCredentials } from "./check-credentials";
import { signIn } from "./sessions";

/** docs/contract.md section 3, `POST /api/auth/login`. Each login opens a session. */
export async function login({ body, request }: { body: LoginBody; request: RequestContext }): Promise<SignedIn> {
  const { user, passwordHash } = await checkCredentials(body, request);
  return signIn(user, request, passwordHash);
}
