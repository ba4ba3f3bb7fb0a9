// `npm start` and, with --dev, `npm run dev`: sets up what is missing, then serves in this same process, so that signals reach it.
import "./check-node.mjs";
import { loadEnv } from "./env.mjs";
import { builtServer, setup } from "./setup.mjs";
import { root } from "./tools.mjs";

endWithNpm();

const dev = process.argv.includes("--dev");
process.chdir(root);
loadEnv(root);

/**
 * npm sends a signal to the shell in which it runs this. Some shells (dash) end by it and pass nothing on, and the server would stay, with
 * its port. So the end of that shell is taken for the signal.
 */
function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const shell = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(look);
    process.kill(process.pid, "SIGTERM");
  }, 100);
  look.unref();
}

/** Reports what would stop the start, before a build that takes minutes. */
async function checkStart() {
  const { register } = await import("tsx/esm/api");
  const unregister = register();
  try {
    const check = await import("./check-start.ts");
    await check.checkStart({ ...process.env, NODE_ENV: "production" });
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  } finally {
    await unregister();
  }
}

try {
  await setup({ build: !dev, beforeBuild: checkStart });
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
