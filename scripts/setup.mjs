// Does all of the set-up that is missing or out of date, and nothing else. Plain JavaScript without dependencies, because it runs before
// there are any.
import "./check-node.mjs";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { addCompileHints } from "./compile-hints.mjs";
import { alone } from "./setup-lock.mjs";
import { npmPath, root, toolPath } from "./tools.mjs";

const memory = join(root, ".setup");

/** Every file of these files and folders, in a fixed order. */
function filesOf(paths) {
  return paths.flatMap((path) => {
    const full = join(root, path);
    if (!existsSync(full)) return [];
    if (!statSync(full).isDirectory()) return [path];
    return filesOf(
      readdirSync(full)
        .sort()
        .map((name) => join(path, name)),
    );
  });
}

function hashOf(paths, keep = () => true) {
  const hash = createHash("sha256").update(process.version);
  for (const file of filesOf(paths).filter(keep))
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update("\0");
  return hash.digest("hex");
}

/** Runs a step unless it is done already. */
function step(name, { isDone, run }) {
  if (isDone()) return;
  alone(memory, () => {
    // Another process may have done it while this one waited.
    if (isDone()) return;
    const started = performance.now();
    console.log(`Setting up: ${name} …`);
    run();
    console.log(`Setting up: ${name}, done in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  });
}

/** A step that is done when its result exists and was made from these very inputs. `inputs` returns their hash. */
function made(name, { inputs, makes, run }) {
  const note = join(memory, name);
  return {
    isDone: () => existsSync(join(root, makes)) && existsSync(note) && readFileSync(note, "utf8") === inputs(),
    run() {
      // The hash of the inputs before the run, in case a file is saved meanwhile. Without a note the result counts as incomplete.
      const hash = inputs();
      rmSync(note, { force: true });
      run();
      writeFileSync(note, hash);
    },
  };
}

function command(name, program, args, { env = {}, shell = false } = {}) {
  const { status, error } = spawnSync(program, args, {
    cwd: root,
    stdio: "inherit",
    shell,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${name} ended with ${status}`);
}

/** Runs a package's program by this Node.js. */
const tool = (name, args, env) => command([name, ...args].join(" "), process.execPath, [toolPath(name), ...args], { env });

function npm(args, env) {
  const path = npmPath();
  const name = `npm ${args[0]}`;
  if (path) command(name, process.execPath, [path, ...args], { env });
  // On Windows only a shell finds npm.cmd.
  else command(name, "npm", args, { env, shell: process.platform === "win32" });
}

/** The inputs of the built pages. */
const pageSources = [
  "app",
  "components",
  "lib",
  "public",
  "next.config.mjs",
  "postcss.config.mjs",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
  "prisma/schema.prisma",
  "scripts/compile-hints.mjs",
];
const isTest = (file) => /\.test\.tsx?$/.test(file) || file.startsWith("lib/testing/");

/** The inputs of the built server. */
const serverSources = ["server.ts", "app/api", "lib", "prisma", "tsconfig.json", "package.json", "package-lock.json"];
export const builtServer = ".setup/server.mjs";

/** npm's own record of what it installed, which it writes last. */
const installed = join(root, "node_modules/.package-lock.json");
const readJson = (file) => JSON.parse(readFileSync(join(root, file), "utf8"));

process.report.excludeNetwork = true;
const libc = process.platform === "linux" ? (process.report.getReport().header.glibcVersionRuntime ? "glibc" : "musl") : undefined;

/** Whether an optional package is for this platform, such as the compiler's own program. */
const isForHere = ({ os, cpu, libc: libcs }) =>
  os?.includes(process.platform) && cpu?.includes(process.arch) && (!libcs || libcs.includes(libc));

/** Whether each package that the lock file asks for on this platform is installed in its version, however it got there. */
function packagesFit() {
  if (!existsSync(installed)) return false;
  const there = JSON.parse(readFileSync(installed, "utf8")).packages;
  return Object.entries(readJson("package-lock.json").packages).every(
    ([path, asked]) => path === "" || (asked.optional && !isForHere(asked)) || there[path]?.version === asked.version,
  );
}

/**
 * @throws Error unless the lock file agrees with package.json: `npm ci` would refuse, and `npm install` would silently take other versions
 */
function checkLockFile() {
  const asked = readJson("package.json");
  const locked = readJson("package-lock.json").packages[""];
  const listOf = (packages = {}) => JSON.stringify(Object.entries(packages).sort());
  for (const kind of ["dependencies", "devDependencies"])
    if (listOf(asked[kind]) !== listOf(locked[kind]))
      throw new Error(`package-lock.json does not fit package.json (${kind}): run npm install, and commit both.`);
}

/** By esbuild's API, because its command is a binary or a script, depending on npm. */
function bundleServer() {
  createRequire(import.meta.url)("esbuild").buildSync({
    absWorkingDir: root,
    entryPoints: ["server.ts"],
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "warning",
    outfile: builtServer,
  });
}

/**
 * Sets up packages, database client and, with `build`, the pages and the server.
 * @param beforeBuild called when there is something to build, with the packages and the database client in place
 * @throws Error with a text that says what did not succeed
 */
export async function setup({ build, beforeBuild = async () => undefined }) {
  // Install scripts are left out: nothing here needs one, and Prisma's would download an engine that is not used.
  step("packages", {
    isDone: packagesFit,
    run: () => {
      checkLockFile();
      npm(["ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"], { NODE_ENV: "development" });
    },
  });
  step(
    "database client",
    made("database client", {
      inputs: () => hashOf(["prisma/schema.prisma", "prisma.config.ts", "package-lock.json"]),
      makes: "lib/server/db/generated/client.ts",
      run: () => tool("prisma", ["generate"], { PRISMA_HIDE_UPDATE_MESSAGE: "1", CHECKPOINT_DISABLE: "1" }),
    }),
  );
  if (!build) return;
  const pages = made("pages", {
    inputs: () => hashOf(pageSources, (file) => !isTest(file) && !file.startsWith("lib/server/db/generated")),
    makes: ".next/BUILD_ID",
    run: () => {
      tool("next", ["build"], { NODE_ENV: "production" });
      addCompileHints(join(root, ".next/static/chunks"));
    },
  });
  if (!pages.isDone()) await beforeBuild();
  step("pages", pages);
  // One plain file: a server that compiles itself at every start takes twice the time and twice the memory.
  step(
    "server",
    made("server", {
      inputs: () => hashOf(serverSources, (file) => !isTest(file)),
      makes: builtServer,
      run: bundleServer,
    }),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await setup({ build: process.argv.includes("--build") });
  } catch (error) {
    console.error(`The set-up did not succeed: ${error.message}`);
    process.exit(1);
  }
}
