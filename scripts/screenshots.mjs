// `npm run screenshots`: every page, in both themes, on a phone, a tablet and a desk, and the main job as a moving picture, to docs/screenshots.
import "./check-node.mjs";
import { spawnSync } from "node:child_process";
import { findBrowser } from "./browser.mjs";
import { setup } from "./setup.mjs";
import { root, toolPath } from "./tools.mjs";

await setup({ build: true });
const browser = findBrowser();
const { status } = spawnSync(process.execPath, [toolPath("playwright", "@playwright/test"), "test", "e2e/pages.spec.ts"], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, SCREENSHOTS: "1", ...(browser && { CHROMIUM_PATH: browser }) },
});
if (status !== 0) process.exit(status ?? 1);
const film = spawnSync(process.execPath, ["scripts/run.mjs", "scripts/moving-picture.ts"], { cwd: root, stdio: "inherit" });
process.exit(film.status ?? 1);
