// `npm start` and, with --dev, `npm run dev`: sets up what is missing, then serves in this same process, so that signals reach it.
import { loadEnv } from "./env.mjs";
import { builtServer, root, setup } from "./setup.mjs";

const dev = process.argv.includes("--dev");
process.chdir(root);
loadEnv(root);
try {
  setup({ build: !dev });
} catch (error) {
  console.error(`The set-up did not succeed: ${error.message}`);
  process.exit(1);
}
process.env.NODE_ENV = dev ? "development" : "production";
process.env.NEXT_TELEMETRY_DISABLED ??= "1";
if (dev) {
  const { register } = await import("tsx/esm/api");
  register();
}
await import(dev ? "../server.ts" : `../${builtServer}`);
