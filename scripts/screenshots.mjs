// `npm run screenshots`: every page, in both themes, on a phone and on a desk, to docs/screenshots.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { findBrowser } from "./browser.mjs";
import { root, setup } from "./setup.mjs";

setup({ build: true });
const browser = findBrowser();
const { status } = spawnSync(join(root, "node_modules/.bin/playwright"), ["test", "e2e/pages.spec.ts"], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, SCREENSHOTS: "1", ...(browser && { CHROMIUM_PATH: browser }) },
});
process.exit(status ?? 1);
