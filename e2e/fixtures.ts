import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { AppServer } from "./server";

export const password = "handraise-demo";
export const accounts = {
  student: "student@example.edu",
  student2: "student2@example.edu",
  student3: "student3@example.edu",
  student4: "student4@example.edu",
  assistant: "assistant@example.edu",
  lecturer: "lecturer@example.edu",
  lecturer2: "lecturer2@example.edu",
  admin: "admin@example.edu",
} as const;
export type Account = keyof typeof accounts;

/** Someone with an account: of the demo data, or by what they sign in with. */
export type Person = Account | { email: string; password: string };

/** Someone in a browser of their own. */
export type Actor = { page: Page; context: BrowserContext };

type Fixtures = {
  server: AppServer;
  /** Opens a browser context in which this person is signed in. */
  as: (person: Person, options?: { viewport?: { width: number; height: number }; colorScheme?: "light" | "dark" }) => Promise<Actor>;
  /** Console errors that a test expects, because it takes something away on purpose. */
  allowConsole: (pattern: RegExp) => void;
};

/** How Chromium puts it that a page was left, or a session ended, while a socket was just being opened. */
const leftEarly = /WebSocket is closed before the connection is established/;
/** Next preloads the styles of a page that turns out not to be there; a browser says so where such a page stays open for some seconds. */
const preloaded = /\.css was preloaded using link preload but not used within a few seconds/;

/** What a console may say without a test failing: nothing, but for `leftEarly`, `preloaded` and what `allowConsole` adds. */
function watchConsole(page: Page, said: string[]): void {
  page.on("console", (message) => {
    if (
      (message.type() === "error" || message.type() === "warning") &&
      ![leftEarly, preloaded].some((pattern) => pattern.test(message.text()))
    )
      said.push(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => said.push(`page error: ${error.message}`));
}

export const test = base.extend<Fixtures & { said: string[]; allowed: RegExp[] }, { workerServer: AppServer }>({
  workerServer: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function needs from this pattern.
    async ({}, use) => {
      const server = await AppServer.create();
      await use(server);
      await server.remove();
    },
    { scope: "worker", timeout: 90_000 },
  ],
  server: async ({ workerServer }, use) => use(workerServer),
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  said: async ({}, use) => use([]),
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  allowed: async ({}, use) => use([]),
  allowConsole: async ({ allowed }, use) => use((pattern) => allowed.push(pattern)),
  page: async ({ page, said }, use) => {
    watchConsole(page, said);
    await use(page);
  },
  as: async ({ browser, server, said, allowed }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (person, options = {}) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, baseURL: server.url, ...options });
      contexts.push(context);
      context.on("page", (page) => watchConsole(page, said));
      const page = await context.newPage();
      await signIn(page, server.url, person);
      return { page, context };
    });
    await Promise.all(contexts.map((context) => context.close()));
    expect(said.filter((line) => !allowed.some((pattern) => pattern.test(line)))).toEqual([]);
  },
});

export { expect };

/** Tests that have a server each: what they change for everybody, the stories after them would not expect. */
export const onOwnServer = (env: Record<string, string> = {}) =>
  test.extend({
    // biome-ignore lint/correctness/noEmptyPattern: as above.
    server: async ({}, use) => {
      const server = await AppServer.create(env);
      await use(server);
      await server.remove();
    },
  });

const credentialsOf = (person: Person) => (typeof person === "string" ? { email: accounts[person], password } : person);

/** Signs in by what the form sends, and opens the first page. */
export async function signIn(page: Page, url: string, person: Person): Promise<void> {
  const { request } = page.context();
  const { csrfToken } = (await (await request.get(`${url}/api/auth/csrf`)).json()) as { csrfToken: string };
  const form = { ...credentialsOf(person), csrfToken, json: "true" };
  const answer = await request.post(`${url}/api/auth/callback/credentials`, { form });
  expect(answer.status(), await answer.text()).toBe(200);
  await page.goto(`${url}/`);
  await online(page);
}

/** Signs in by the form, as people do. */
export async function signInByForm(page: Page, url: string, person: Person): Promise<void> {
  const { email, password: secret } = credentialsOf(person);
  await page.goto(`${url}/login`);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(secret);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((to) => !to.pathname.startsWith("/login"));
}

/** Waits until the page is live: its buttons work, it is connected, and knows all that has happened. */
export const online = (page: Page) => expect(page.locator("html")).toHaveAttribute("data-realtime", "online", { timeout: 20_000 });

/** Waits until nothing moves: what has begun to be animated has come to its end, and is drawn. */
export const atRest = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const drawn = () => new Promise((done) => requestAnimationFrame(done));
    await drawn();
    await drawn();
    const ends = (one: Animation) => one.playState === "running" && one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY;
    const moving = document.getAnimations().filter(ends);
    await Promise.all(moving.map((one) => one.finished.catch(() => undefined)));
    await drawn();
  });

export const badge = (page: Page) => page.locator("#notification-badge");

/** Waits until the page's lecture can be played, and goes to this second of it. */
export async function playFrom(page: Page, second: number): Promise<void> {
  await page.waitForFunction(() => (document.querySelector("video")?.readyState ?? 0) >= 2);
  await page.evaluate(async (at) => {
    const video = document.querySelector("video");
    if (!video) throw new Error("no player");
    video.currentTime = at;
    await new Promise((done) => video.addEventListener("seeked", done, { once: true }));
  }, second);
}
