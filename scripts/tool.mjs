// Sets up what is missing, then runs a package's program by this Node.js: node scripts/tool.mjs [--build] PROGRAM [arguments]
import "./check-node.mjs";
import { spawnSync } from "node:child_process";
import { setup } from "./setup.mjs";
import { root, toolPath } from "./tools.mjs";

const packages = { biome: "@biomejs/biome", playwright: "@playwright/test" };
const [program = "", ...args] = process.argv.slice(2).filter((word) => word !== "--build");

process.chdir(root);
try {
  await setup({ build: process.argv[2] === "--build" });
  const { status } = spawnSync(process.execPath, [toolPath(program, packages[program]), ...args], { stdio: "inherit" });
  process.exit(status ?? 1);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
