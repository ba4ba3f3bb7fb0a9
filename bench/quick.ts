// The short forms of all bars of security and reliability, for `npm test`: three side by side, because most of their time is waiting. Each
// process has its own servers and databases. `node scripts/run.mjs bench/quick.ts [--report=FILE] [S1 R4 …]`
import "./quiet";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeDatabase, openDatabase } from "#lib/server/db/open.ts";
import { preparedCluster, startThrowaway } from "#lib/testing/throwaway-postgres.ts";
import { attackBars, onSharedTarget } from "./attack/bars";
import { chaosBars } from "./chaos/bars";
import type { Report } from "./report";

const atOnce = 3;

/** What one process runs: a program of ours, and some of its bars. */
type Part = { program: "attack" | "chaos"; names: string[] };

/** The longest first, so that none is left over at the end while a core has nothing to do. */
const longest = ["R5", "S12", "R9", "S15", "S17", "R4", "S7", "S16", "R1"];

function partsOf(wanted: string[]): Part[] {
  const chosen = (names: string[]) => names.filter((name) => wanted.length === 0 || wanted.includes(name));
  const own = Object.keys(attackBars).filter((name) => !onSharedTarget.includes(name));
  const parts: Part[] = [
    { program: "attack", names: chosen(onSharedTarget) },
    ...chosen(own).map((name): Part => ({ program: "attack", names: [name] })),
    ...chosen(Object.keys(chaosBars)).map((name): Part => ({ program: "chaos", names: [name] })),
  ];
  const place = ({ names: [name = ""] }: Part) => (longest.includes(name) ? longest.indexOf(name) : longest.length);
  return parts.filter(({ names }) => names.length > 0).sort((a, b) => place(a) - place(b));
}

/**
 * Makes the files of a migrated PostgreSQL once, which the parts copy instead of making and migrating one each. @returns their folder; null
 * where there is no PostgreSQL to start
 */
async function prepareCluster(): Promise<string | null> {
  const postgres = await startThrowaway();
  if (!postgres) return null;
  await openDatabase({ databaseUrl: postgres.url, dataDir: "" });
  await closeDatabase();
  return postgres.halt();
}

/** Runs one part to its end. What it says is printed then, in one piece. */
async function runPart({ program, names }: Part, folder: string): Promise<Report> {
  const file = join(folder, `${names.join("-")}.json`);
  const args = ["scripts/run.mjs", `bench/${program}/main.ts`, "--quick", `--report=${file}`, ...names];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes: Buffer) => output.push(bytes));
  const code = await new Promise((resolve) => child.once("close", resolve));
  process.stdout.write(Buffer.concat(output));
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Report;
  } catch {
    const failures = [`${names.join(", ")}: ended with ${code} and no report\n${Buffer.concat(output)}`];
    return { passed: 0, failed: 1, skipped: 0, failures };
  }
}

const words = process.argv.slice(2);
const reportTo = words.find((word) => word.startsWith("--report="))?.slice("--report=".length);
const parts = partsOf(words.filter((word) => !word.startsWith("--")));
const folder = mkdtempSync(join(tmpdir(), "handraise-bars-"));
const cluster = await prepareCluster();
if (cluster) process.env[preparedCluster] = cluster;
const sum: Report = { passed: 0, failed: 0, skipped: 0, failures: [] };
async function runNext(): Promise<void> {
  for (let part = parts.shift(); part; part = parts.shift()) {
    const { passed, failed, skipped, failures } = await runPart(part, folder);
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
    sum.failures.push(...failures);
  }
}
await Promise.all(Array.from({ length: atOnce }, runNext));
rmSync(folder, { recursive: true });
if (cluster) rmSync(cluster, { recursive: true });
if (reportTo) writeFileSync(reportTo, JSON.stringify(sum));
process.exit(sum.failed > 0 ? 1 : 0);
