import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { findBrowser } from "../../scripts/browser.mjs";

/** Chromium as the end-to-end tests start it. */
export function startBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  return chromium.launch({ ...(executablePath && { executablePath }), args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
}

export type Credentials = { email: string; password: string };

/** Signs somebody in, past the form. @throws Error when they are not let in */
export async function signInto(context: BrowserContext, url: string, { email, password }: Credentials): Promise<void> {
  const { csrfToken } = (await (await context.request.get(`${url}/api/auth/csrf`)).json()) as { csrfToken: string };
  const form = { email, password, csrfToken, json: "true" };
  const answer = await context.request.post(`${url}/api/auth/callback/credentials`, { form });
  if (answer.status() !== 200) throw new Error(`${email} was not let in: ${answer.status()} ${await answer.text()}`);
}

/** Lets functions of ours run in the context's pages: esbuild names each through a helper of its own, which a page does not have. */
export const letFunctionsIn = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript("globalThis.__name ??= (target) => target;");

/** Waits until the page's buttons work and it is connected. */
export const isLive = (page: Page): Promise<unknown> => page.waitForSelector("html[data-realtime=online]", { timeout: 60_000 });
