// `npm test`: all of the set-up, then every check, even after a failed one. The last line is `N passed, N failed` over all of them. `node
// scripts/test.mjs unit e2e`, or with --only before them, runs only those.
import "./check-node.mjs";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { findBrowser } from "./browser.mjs";
import { setup } from "./setup.mjs";
import { root, toolPath } from "./tools.mjs";

const reports = join(root, ".setup");
const print = (line) => console.log(line);

function run(program, args, env = {}) {
  const { status } = spawnSync(program, args, {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
  });
  return status === 0;
}

/** Runs a package's program by this Node.js. */
const runTool = (name, args, { packageName = name, env } = {}) => run(process.execPath, [toolPath(name, packageName), ...args], env);

const whole = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 });

/**
 * The counts of a JSON report, and what failed in it, each as its place and its first lines. A runner that failed without a failed test
 * counts as one failure.
 */
function counted(ok, file, read) {
  if (!existsSync(file)) return whole(ok);
  const counts = read(JSON.parse(readFileSync(file, "utf8")));
  return ok || counts.failed > 0 ? counts : { ...counts, failed: counts.failed + 1 };
}

/** What failed in a report of vitest: tests, and files that could not be run. */
function failedUnits({ testResults }) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const tests = assertionResults.filter((test) => test.status === "failed");
    const place = relative(root, name);
    if (tests.length === 0 && status === "failed") return [`${place}\n${message}`];
    return tests.map(({ fullName, failureMessages }) => `${place} › ${fullName}\n${failureMessages.join("\n")}`);
  });
}

/** What failed in a report of Playwright. */
function failedStories({ suites = [], specs = [] }) {
  const here = specs
    .filter((spec) => !spec.ok)
    .map(({ file, line, title, tests }) => {
      const errors = tests.flatMap((test) => test.results).flatMap((result) => result.errors);
      return `e2e/${file}:${line} › ${title}\n${errors.map((error) => error.message).join("\n")}`;
    });
  return [...here, ...suites.flatMap(failedStories)];
}

function unit() {
  const file = join(reports, "vitest.json");
  rmSync(file, { force: true });
  const ok = runTool("vitest", ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`]);
  return counted(ok, file, (report) => {
    const failures = failedUnits(report);
    return { passed: report.numPassedTests, failed: failures.length, failures };
  });
}

function e2e() {
  const file = join(reports, "playwright.json");
  rmSync(file, { force: true });
  const browser = findBrowser();
  const ok = runTool("playwright", ["test"], {
    packageName: "@playwright/test",
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file, ...(browser && { CHROMIUM_PATH: browser }) },
  });
  return counted(ok, file, (report) => {
    const failures = failedStories(report);
    return { passed: report.stats.expected + report.stats.flaky, failed: failures.length, failures };
  });
}

/**
 * Runs the short form of every bar of security (docs/security.md) and of reliability (docs/reliability.md). Bars whose programs are missing
 * say so and count as neither.
 */
function bars() {
  const file = join(reports, "bars.json");
  rmSync(file, { force: true });
  const ok = run(process.execPath, ["scripts/run.mjs", "bench/quick.ts", `--report=${file}`]);
  return counted(ok, file, (report) => report);
}

const checks = {
  format: () =>
    whole(
      runTool("biome", ["ci", "--error-on-warnings", ...(process.stdout.isTTY ? [] : ["--colors=off"]), "."], {
        packageName: "@biomejs/biome",
      }),
    ),
  types: () => whole(runTool("next", ["typegen"]) && runTool("tsc", ["--noEmit"], { packageName: "typescript" })),
  "dead code": () => whole(runTool("knip", ["--no-progress"])),
  unit,
  e2e,
  bars,
};

process.chdir(root);
const wanted = process.argv.slice(2).filter((word) => word !== "--only");
const unknown = wanted.filter((name) => !Object.hasOwn(checks, name));
if (unknown.length > 0) {
  console.error(`There is no check ${unknown.join(", ")}. There are: ${Object.keys(checks).join(", ")}`);
  process.exit(1);
}
try {
  await setup({ build: wanted.length === 0 || wanted.some((name) => ["e2e", "bars"].includes(name)) });
} catch (error) {
  console.error(`The set-up did not succeed: ${error.message}`);
  print("0 passed, 1 failed");
  process.exit(1);
}
const results = [];
for (const [name, check] of Object.entries(checks)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  print(`\n── ${name}`);
  const started = performance.now();
  let counts;
  try {
    counts = check();
  } catch (error) {
    console.error(error.message);
    counts = whole(false);
  }
  results.push({ name, ...counts, seconds: Math.round((performance.now() - started) / 1000) });
}
print("");
// Said again at the end: of a long run, a reader often has the last lines only.
for (const failure of results.flatMap(({ failures = [] }) => failures)) {
  const lines = stripVTControlCharacters(failure).split("\n");
  print(lines.slice(0, 12).join("\n  "));
}
for (const { name, passed, failed, seconds } of results)
  print(
    `${failed ? "✗" : "✓"} ${name.padEnd(10)} ${String(passed).padStart(4)} passed ${String(failed).padStart(3)} failed ${String(seconds).padStart(4)} s`,
  );
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
print(`${sum("passed")} passed, ${sum("failed")} failed`);
process.exit(sum("failed") > 0 ? 1 : 0);
