const broken = "Something went wrong on our side. Try again.";

/**
 * Signs this browser in by next-auth's Credentials. Takes two requests, so its client library need not be loaded.
 * @param code of the authenticator app, or a recovery code, if one was asked for
 * @returns what went wrong, to be shown; `knownTexts.codeRequired` when the password was right and a code is needed; null when the session
 * cookie is set
 */
export async function signIn(email: string, password: string, code?: string): Promise<string | null> {
  try {
    const { csrfToken } = (await (await fetch("/api/auth/csrf")).json()) as { csrfToken: string };
    const body = new URLSearchParams({ csrfToken, email, password, ...(code && { code }), callbackUrl: "/", json: "true" });
    const response = await fetch("/api/auth/callback/credentials", { method: "POST", body });
    if (response.ok) return null;
    return ((await response.json()) as { error: string }).error;
  } catch {
    return navigator.onLine ? broken : "You’re offline. Sign in again once you’re connected.";
  }
}
