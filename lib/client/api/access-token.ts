import type { Me } from "#lib/contract/auth.ts";
import { knownTexts } from "#lib/contract/known-texts.ts";
import { ApiError, api, notifySignedOut } from "./api";

/** How long before its end a token counts as expired, in ms, because the handshake takes a moment. */
const renewBeforeMs = 30_000;

export type AccessToken = {
  /** A token that is good now. Asks the server when there is none. @throws ApiError */
  get(): Promise<string>;
  /** Drops the token. For when the server has refused it. */
  forget(): void;
};

/**
 * The browser's access token. Kept in memory only, and fetched by cookie, with one request at a time. When another person has signed in
 * meanwhile (in another tab), the user of this page counts as signed out.
 */
export function createAccessToken(userId: string): AccessToken {
  let cached: { token: string; until: number } | null = null;
  let asking: Promise<string> | null = null;

  const ask = async () => {
    try {
      const { user, tokens } = await api<Me>("GET", "/api/auth/me");
      if (user.id !== userId) {
        notifySignedOut();
        throw new ApiError(401, knownTexts.authenticationRequired);
      }
      cached = { token: tokens.access_token, until: Date.now() + tokens.expires_in * 1000 - renewBeforeMs };
      return tokens.access_token;
    } finally {
      asking = null;
    }
  };

  return {
    async get() {
      if (cached && cached.until > Date.now()) return cached.token;
      asking ??= ask();
      return asking;
    },
    forget() {
      cached = null;
    },
  };
}
