import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "@playwright/test";
import { freePort } from "#lib/testing/throwaway-postgres.ts";
import { AppServer } from "../../e2e/server";
import { findBrowser } from "../../scripts/browser.mjs";
import { pause } from "../report";
import type { Line } from "../speed/table";
import { signInto } from "./browser";
import { demoPages, plainPath } from "./demo";

/** Fetched by npm into a folder of its own when it is asked for: 146 packages that nothing else needs. Newer ones want Node.js 22. */
const program = "lighthouse@12.2.3";

/**
 * Lighthouse's phone is a processor four times slower than a desk's of 1,500 to 2,000 points of its own benchmark. On a machine of fewer
 * points four times slower would be a phone of ten years ago, so its documents have one calibrate (docs/throttling.md there).
 */
const phonePoints = 1750 / 4;
const slowdownOf = (machinePoints: number) => Math.max(1, Math.round((10 * machinePoints) / phonePoints) / 10);

type Report = {
  environment: { benchmarkIndex: number };
  categories: Record<string, { title: string; score: number | null }>;
  audits: Record<string, Audit>;
};
type Audit = {
  id: string;
  score: number | null;
  displayValue?: string;
  details?: { items?: { node?: { snippet?: string } }[] };
};

/** What cost points: the audit, its figure, and the first elements that it names. */
function poorText({ id, displayValue = "", details }: Audit): string {
  const places = (details?.items ?? []).flatMap(({ node }) => node?.snippet?.slice(0, 120) ?? []).slice(0, 3);
  return [id, displayValue, ...places].filter(Boolean).join(" ");
}

/** The browser at this port, as soon as it is there. @throws Error after ten seconds */
async function connected(port: number): Promise<Browser> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    } catch (error) {
      if (attempt === 20) throw error;
      await pause(500);
    }
  }
}

/** Every visit is a first one. Lighthouse keeps the browser's files together with its cookies. */
async function clearCache(port: number): Promise<void> {
  const browser = await connected(port);
  const [context] = browser.contexts();
  const page = await context?.newPage();
  if (!context || !page) throw new Error("the browser has no context of its own");
  const session = await context.newCDPSession(page);
  await session.send("Network.clearBrowserCache");
  await page.close();
  await browser.close();
}

function report(url: string, { port, preset, folder }: { port: number; preset: string[]; folder: string }): Report {
  const file = join(folder, "report.json");
  const args = [
    ...[join(folder, "node_modules/lighthouse/cli/index.js"), url, `--port=${port}`, "--quiet", "--output=json", `--output-path=${file}`],
    // Whoever is signed in stays so. Search engines are kept out on purpose (public/robots.txt), so that audit would say no to every page.
    ...["--disable-storage-reset", "--skip-audits=is-crawlable", ...preset],
  ];
  execFileSync(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"], timeout: 180_000 });
  return JSON.parse(readFileSync(file, "utf8")) as Report;
}

/** The scores of a page, as lines of the table; what cost points is printed. */
function linesOf(path: string, form: string, { categories, audits }: Report): Line[] {
  const poor = Object.values(audits).filter(({ score }) => score !== null && score < 0.9);
  console.log(`${path} (${form}): ${poor.map(poorText).join("; ")}`);
  return Object.values(categories).map(({ title, score }) => {
    const points = Math.round((score ?? 0) * 100);
    return {
      bar: "Lighthouse",
      what: `${title}, ${form}, ${plainPath(path)}`,
      ours: String(points),
      floor: "–",
      ratio: points,
      atLeast: 95,
    };
  });
}

/**
 * Lighthouse's four scores of each page, as on a desk and as on a phone: with the slowdown that it has for all machines, and with the one
 * for this machine.
 */
export async function lighthouse(): Promise<Line[]> {
  const app = await AppServer.create({ RATE_LIMITS: "off" });
  const lines: Line[] = [];
  const folder = mkdtempSync(join(tmpdir(), "handraise-lighthouse-"));
  try {
    execFileSync("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", program], { cwd: folder, stdio: "ignore" });
    for (const { path, who } of await demoPages(app)) {
      const profile = mkdtempSync(join(folder, "profile-"));
      // A fixed port may be that of a browser that an interrupted run left behind.
      const port = await freePort();
      const args = [`--remote-debugging-port=${port}`, `--user-data-dir=${profile}`, ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])];
      const child = spawn(findBrowser() ?? chromium.executablePath(), ["--headless", ...args], { stdio: "ignore", detached: true });
      // Its own pages share what it keeps: Lighthouse opens one of them.
      const browser = await connected(port);
      const [context] = browser.contexts();
      if (!context) throw new Error("the browser has no context of its own");
      if (who) await signInto(context, app.url, who);
      // Two programs that drive one browser wait for each other.
      await browser.close();
      const measure = async (...preset: string[]) => {
        await clearCache(port);
        return report(app.url + path, { port, preset, folder });
      };
      const phone = await measure();
      lines.push(...linesOf(path, "phone", phone));
      const slowdown = slowdownOf(phone.environment.benchmarkIndex);
      lines.push(
        ...linesOf(path, `phone by this machine (${slowdown} times)`, await measure(`--throttling.cpuSlowdownMultiplier=${slowdown}`)),
      );
      lines.push(...linesOf(path, "desk", await measure("--preset=desktop")));
      // With its children: Debian starts it by a script.
      if (child.pid) process.kill(-child.pid);
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await app.remove();
  }
  return lines;
}
