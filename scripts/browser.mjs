// A Chromium for tests and screenshots.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { root, toolPath } from "./tools.mjs";

const run = (program, args) => spawnSync(program, args, { cwd: root, stdio: "inherit" }).status === 0;

/** Where a Chromium may be installed. The one without windows comes first, because it needs a third less of the processor for a test. */
const places = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"].map((name) => `/usr/bin/${name}`);

/**
 * Makes sure that there is a Chromium: one that is installed, Playwright's own, or Debian's package.
 * @returns its path, undefined for Playwright's own
 * @throws Error when there is none and none can be installed
 */
export function findBrowser() {
  const known = [process.env.CHROMIUM_PATH, ...places].find((path) => path && existsSync(path));
  if (known) return known;
  console.log("Setting up: a browser …");
  if (run(process.execPath, [toolPath("playwright", "@playwright/test"), "install", "chromium"])) return undefined;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    run("apt-get", ["update", "-qq"]);
    run("apt-get", ["install", "-y", "-qq", "chromium"]);
    if (existsSync("/usr/bin/chromium")) return "/usr/bin/chromium";
  }
  throw new Error("No browser was found and none could be installed: install Chromium, or name one in CHROMIUM_PATH.");
}
