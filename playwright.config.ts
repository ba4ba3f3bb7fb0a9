import { defineConfig, devices } from "@playwright/test";
import { findBrowser } from "./scripts/browser.mjs";

const executablePath = findBrowser();

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/global-setup.ts",
  timeout: 120_000,
  expect: { timeout: 10_000 },
  // Each spec has a server and a database of its own (e2e/fixtures.ts); two cores carry two of them.
  workers: 2,
  fullyParallel: false,
  retries: 0,
  reporter: [["list"], ["json", { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME || ".setup/playwright.json" }]],
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1280, height: 800 },
    // Recording costs as much as the pages themselves: ask for it with `TRACE=1` when something fails.
    trace: process.env.TRACE ? "retain-on-failure" : "off",
    // Chromium refuses to run as root with its sandbox.
    launchOptions: { ...(executablePath && { executablePath }), args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] },
  },
});
