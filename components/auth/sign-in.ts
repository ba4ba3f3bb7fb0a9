const broken = "Something went wrong on our side. Try again.";

/**
 * Signs this browser in by next-auth's Credentials: two requests, so its client library need not be loaded.
 * @returns what went wrong, to be shown; null when the session cookie is set
 */
export async function signIn(email: string, password: string): Promise<string | null> {
  try {
    const { csrfToken } = (await (await fetch("/api/auth/csrf")).json()) as { csrfToken: string };
    const body = new URLSearchParams({ csrfToken, email, password, callbackUrl: "/", json: "true" });
    const response = await fetch("/api/auth/callback/credentials", { method: "POST", body });
    if (response.ok) return null;
    return ((await response.json()) as { error: string }).error;
  } catch {
    return navigator.onLine ? broken : "You are offline. Sign in again once you are connected.";
  }
}
