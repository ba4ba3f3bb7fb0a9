import { type BrowserContext, test as base, expect, type Locator, type Page } from "@playwright/test";
import { AppServer, embedded } from "./server";

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

/** A person with an account: one of the demo data, or one given by credentials. */
export type Person = Account | { email: string; password: string };

/** A person's own browser context, and its page. */
export type Actor = { page: Page; context: BrowserContext };

type ActorOptions = {
  /** The path of the first page, which is then live; "/" unless given. null: no page is opened. */
  at?: string | null;
  viewport?: { width: number; height: number };
  colorScheme?: "light" | "dark";
  hasTouch?: boolean;
};

export type Fixtures = {
  server: AppServer;
  /** Opens a browser context in which this person is signed in. */
  as: (person: Person, options?: ActorOptions) => Promise<Actor>;
  /** Allows console errors that a test causes on purpose. */
  allowConsole: (pattern: RegExp) => void;
};

/** Chromium's message when a page is left, or a session ended, while a socket is opening. */
const leftEarly = /WebSocket is closed before the connection is established/;
/** A browser's message about the styles that Next preloads for a page that does not exist, when it stays open for some seconds. */
const preloaded = /\.css was preloaded using link preload but not used within a few seconds/;

/** Collects the errors and warnings of a page's console, except `leftEarly` and `preloaded`. Tests with `as` fail on them. */
function watchConsole(page: Page, consoleLines: string[]): void {
  page.on("console", (message) => {
    if (
      (message.type() === "error" || message.type() === "warning") &&
      ![leftEarly, preloaded].some((pattern) => pattern.test(message.text()))
    )
      consoleLines.push(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => consoleLines.push(`page error: ${error.message}`));
}

export const test = base.extend<Fixtures & { consoleLines: string[]; allowed: RegExp[] }, { workerServer: AppServer }>({
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
  consoleLines: async ({}, use) => use([]),
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  allowed: async ({}, use) => use([]),
  allowConsole: async ({ allowed }, use) => use((pattern) => allowed.push(pattern)),
  page: async ({ page, consoleLines }, use) => {
    watchConsole(page, consoleLines);
    await use(page);
  },
  as: async ({ browser, server, consoleLines, allowed }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (person, { at = "/", ...options } = {}) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, baseURL: server.url, ...options });
      contexts.push(context);
      context.on("page", (page) => watchConsole(page, consoleLines));
      const page = await context.newPage();
      await signIn(page, server.url, person, at);
      return { page, context };
    });
    await Promise.all(contexts.map((context) => context.close()));
    expect(consoleLines.filter((line) => !allowed.some((pattern) => pattern.test(line)))).toEqual([]);
  },
});

export { expect };

/** Tests whose server has the embedded database, as it has where people try the product. */
export const onEmbedded = test.extend<object, { workerServer: AppServer }>({
  workerServer: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function needs from this pattern.
    async ({}, use) => {
      const server = await AppServer.create(embedded);
      await use(server);
      await server.remove();
    },
    { scope: "worker", timeout: 90_000 },
  ],
});

/** Tests with a server each, because what they change for everybody would disturb later tests on a shared one. */
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

/** Signs in by the request that the form sends, opens the page at this path, and waits until it is live. null: opens none. */
export async function signIn(page: Page, url: string, person: Person, at: string | null = "/"): Promise<void> {
  const { request } = page.context();
  const { csrfToken } = (await (await request.get(`${url}/api/auth/csrf`)).json()) as { csrfToken: string };
  const form = { ...credentialsOf(person), csrfToken, json: "true" };
  const answer = await request.post(`${url}/api/auth/callback/credentials`, { form });
  expect(answer.status(), await answer.text()).toBe(200);
  if (at === null) return;
  await page.goto(url + at);
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

/** Waits until the page is live: its buttons work, it is connected and it has caught up. */
export const online = (page: Page) => expect(page.locator("html")).toHaveAttribute("data-realtime", "online", { timeout: 20_000 });

/** Waits until every animation that ends by the clock has ended, and is drawn. Those that go with a scroll position stand still. */
export const atRest = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const drawn = () => new Promise((done) => requestAnimationFrame(done));
    await drawn();
    await drawn();
    const ends = (one: Animation) =>
      one.playState === "running" &&
      one.timeline === document.timeline &&
      one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY;
    const moving = document.getAnimations().filter(ends);
    await Promise.all(moving.map((one) => one.finished.catch(() => undefined)));
    await drawn();
  });

export const badge = (page: Page) => page.locator("#notification-badge");

/** Waits until the page's video can be played, and seeks to this second of it. */
export async function playFrom(page: Page, second: number): Promise<void> {
  await page.waitForFunction(() => (document.querySelector("video")?.readyState ?? 0) >= 2);
  await page.evaluate(async (at) => {
    const video = document.querySelector("video");
    if (!video) throw new Error("no player");
    video.currentTime = at;
    await new Promise((done) => video.addEventListener("seeked", done, { once: true }));
  }, second);
}

/** Waits until the page's player stands still at this second. */
export const standsAt = (page: Page, second: number): Promise<void> =>
  expect
    .poll(() => page.locator("media-controller video").evaluate((video: HTMLVideoElement) => [video.currentTime, video.paused]), {
      timeout: 30_000,
    })
    .toEqual([second, true]);

/** The button for what is new stands above the first row of its list, and below all that is above the list. */
export async function liesOnNoRow(pill: Locator): Promise<void> {
  const page = pill.page();
  const box = await pill.boundingBox();
  const others = page.locator("#content").locator("article, nav a, select, h1");
  const boxes = await Promise.all((await others.all()).map((other) => other.boundingBox()));
  const covered = boxes.filter(
    (other) =>
      box &&
      other &&
      box.x < other.x + other.width &&
      other.x < box.x + box.width &&
      box.y < other.y + other.height &&
      other.y < box.y + box.height,
  );
  expect(covered).toEqual([]);
}
