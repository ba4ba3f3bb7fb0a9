import type { Me } from "#lib/contract/auth.ts";
import type { Caller } from "../caller";
import { config } from "../config";
import { signToken } from "./tokens";

/**
 * docs/contract.md section 3, `GET /api/auth/me`. By cookie it answers a fresh access token; by bearer the caller's own with its remaining
 * life.
 */
export async function me({ caller }: { caller: Caller }): Promise<Me> {
  const { user, sessionId, bearer } = caller;
  if (bearer)
    return { user, tokens: { access_token: bearer.token, expires_in: Math.max(1, bearer.expiresAt - Math.floor(Date.now() / 1000)) } };
  const ttl = config().accessTokenTtl;
  return { user, tokens: { access_token: await signToken("access", user.id, sessionId, ttl), expires_in: ttl } };
}
