// Runs one of the project's TypeScript programs with its set-up and configuration: node scripts/run.mjs FILE.ts [arguments]
import "./check-node.mjs";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { loadEnv } from "./env.mjs";
import { setup } from "./setup.mjs";
import { root } from "./tools.mjs";

const file = resolve(root, process.argv[2] ?? "");
if (!file.endsWith(".ts") || !existsSync(file)) {
  console.error("Usage: node scripts/run.mjs FILE.ts [arguments]");
  process.exit(1);
}
process.chdir(root);
loadEnv(root);
process.env.NODE_ENV ||= "production";
try {
  await setup({ build: false });
} catch (error) {
  console.error(`The set-up did not succeed: ${error.message}`);
  process.exit(1);
}
// The program finds its own arguments where it would without us.
process.argv.splice(1, 1);
const { register } = await import("tsx/esm/api");
register();
try {
  await import(pathToFileURL(file).href);
} catch (error) {
  console.error(error.message);
  if (process.env.LOG_LEVEL === "debug") console.error(error);
  process.exit(1);
}
