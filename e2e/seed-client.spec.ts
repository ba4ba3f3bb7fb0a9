import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import type { Page } from "@playwright/test";
import { ApiClient, askByRest } from "./client";
import { badge, expect, test } from "./fixtures";
import { AppServer } from "./server";

/** The browser build of socket.io-client, which a page may take from a CDN. */
const socketClient = readFile(join(resolve(import.meta.dirname, ".."), "node_modules/socket.io-client/dist/socket.io.min.js"), "utf8");

/** The sample client of the seed document, section 5, without comments. Its reader replaces `BASE` and the token. */
const sampleClient = `
window.heard = [];
class NotificationService {
  constructor(base, accessToken) {
    this.socket = io(base, { auth: { token: accessToken } });
    this.socket.on('connect', () => { window.connected = true; });
    this.socket.on('notification', (notification) => { window.heard.push(notification); this.handleNotification(notification); });
    this.socket.on('pong', () => { window.ponged = true; });
  }
  handleNotification(notification) {
    const { action } = notification.payload;
    if (action === 'thread_created' || action === 'message_added') this.updateNotificationBadge();
  }
  updateNotificationBadge() {
    fetch(window.apiBase + '/api/discussions/threads/unread', window.apiHeaders ? { headers: window.apiHeaders } : undefined)
      .then(res => res.json())
      .then(data => { window.count = data.data.length; document.getElementById('notification-badge').textContent = data.data.length; });
  }
}`;

/** Polls from outside, because `waitForFunction` evaluates text inside the page, which the content security policy forbids. */
const becomes = (page: Page, condition: string) => expect.poll(() => page.evaluate(condition)).toBe(true);

test("the seed's sample client works same-origin with the cookie", async ({ as, server }) => {
  const { page } = await as("lecturer", { at: "/discussions" });
  const token = await page.evaluate(
    async () => ((await (await fetch("/api/auth/me")).json()) as { data: { tokens: { access_token: string } } }).data.tokens.access_token,
  );
  await page.evaluate(await socketClient);
  await page.evaluate(
    `${sampleClient}; window.apiBase = ''; window.service = new NotificationService(location.origin, ${JSON.stringify(token)});`,
  );
  await becomes(page, "window.connected === true");
  const before = await page.evaluate<number>("window.heard.length");
  // The sample client and its page write into the same badge. This page has a badge without a sample client.
  const { page: without } = await as("lecturer", { at: "/discussions" });
  const unread = Number(await badge(without).textContent()) || 0;
  await askByRest(await ApiClient.signIn(server.url, "student"), "Does the sample client of the seed hear me?");
  await becomes(page, `window.heard.length === ${before + 1}`);

  expect(await page.evaluate("window.heard.at(-1)")).toMatchObject({
    type: "thread/discussion",
    read: false,
    payload: { action: "thread_created", questionPreview: "Does the sample client of the seed hear me?" },
  });

  await becomes(page, `window.count === ${unread + 1}`);
  for (const each of [page, without]) await expect(badge(each)).toHaveText(String(unread + 1));

  await page.evaluate("window.service.socket.emit('ping')");
  await becomes(page, "window.ponged === true");
  // The answer came behind all that was told.
  expect(await page.evaluate("window.heard.length")).toBe(before + 1);
});

test("from another origin it works with base address and bearer token if CORS_ORIGIN allows the origin, and only then", async ({
  browser,
}) => {
  const pages = createServer((_request, response) =>
    response.setHeader("content-type", "text/html").end('<!doctype html><link rel="icon" href="data:,"><b id="notification-badge"></b>'),
  );
  await new Promise<void>((done) => pages.listen(0, "127.0.0.1", done));
  const origin = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`;
  const server = await AppServer.create({ CORS_ORIGIN: `https://elsewhere.example, ${origin}` });

  try {
    const lecturer = await ApiClient.signIn(server.url, "lecturer");
    const run = async (from: string) => {
      const page = await (await browser.newContext()).newPage();
      await page.goto(from);
      await page.evaluate(await socketClient);
      await page.evaluate(
        `${sampleClient}; window.apiBase = ${JSON.stringify(server.url)}; window.apiHeaders = { Authorization: ${JSON.stringify(`Bearer ${lecturer.tokens.access_token}`)} }; window.service = new NotificationService(${JSON.stringify(server.url)}, ${JSON.stringify(lecturer.tokens.access_token)});`,
      );
      return page;
    };
    const allowed = await run(origin);
    await becomes(allowed, "window.connected === true");
    const unread = (await lecturer.data<unknown[]>("GET", "/api/discussions/threads/unread")).length;
    await askByRest(await ApiClient.signIn(server.url, "student"), "Does another origin hear me?");
    await becomes(allowed, `window.heard.length === 1 && window.count === ${unread + 1}`);
    await expect(badge(allowed)).toHaveText(String(unread + 1));
    const refused = await run(origin.replace("127.0.0.1", "localhost"));
    await refused.evaluate("window.service.socket.on('connect_error', () => { window.refusals = (window.refusals ?? 0) + 1; }) && null");
    await becomes(refused, "window.refusals > 1");
    expect(await refused.evaluate("window.connected")).toBeUndefined();
    expect(await refused.evaluate(`fetch(window.apiBase + '/api/health').then(() => 'read', () => 'refused')`)).toBe("refused");
  } finally {
    await server.remove();
    pages.close();
  }
});
