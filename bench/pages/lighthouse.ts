import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { AppServer } from "../../e2e/server";
import { findBrowser } from "../../scripts/browser.mjs";
import type { Line } from "../speed/table";
import { signInto } from "./browser";
import { demoPages, plainPath } from "./demo";

/** Fetched by npm when it is asked for: sixty packages that nothing else needs. Newer ones want Node.js 22. */
const program = "lighthouse@12.8.2";
const port = 9333;

type Report = {
  categories: Record<string, { title: string; score: number | null }>;
  audits: Record<string, { id: string; score: number | null; title: string; displayValue?: string }>;
};

function report(url: string, preset: string[], folder: string): Report {
  const file = join(folder, "report.json");
  const args = [
    ...["exec", "--yes", "--", program, url, `--port=${port}`, "--quiet", "--output=json", `--output-path=${file}`],
    // Whoever is signed in stays so. Search engines are kept out on purpose (app/robots.ts), so that audit would say no to every page.
    ...["--disable-storage-reset", "--skip-audits=is-crawlable", ...preset],
  ];
  execFileSync("npm", args, { stdio: ["ignore", "ignore", "inherit"] });
  return JSON.parse(readFileSync(file, "utf8")) as Report;
}

/** Lighthouse's four scores of each page, as on a phone and as on a desk; what cost points is printed below. */
export async function lighthouse(): Promise<Line[]> {
  const app = await AppServer.create({ RATE_LIMITS: "off" });
  const lines: Line[] = [];
  const folder = mkdtempSync(join(tmpdir(), "handraise-lighthouse-"));
  try {
    for (const { path, who } of await demoPages(app)) {
      const executablePath = findBrowser();
      const args = [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), `--remote-debugging-port=${port}`];
      // One whose pages share what it keeps: Lighthouse opens a page of its own in it.
      const context = await chromium.launchPersistentContext(mkdtempSync(join(folder, "profile-")), {
        ...(executablePath && { executablePath }),
        args,
      });
      if (who) await signInto(context, app.url, who);
      for (const [form, preset] of [
        ["phone", []],
        ["desk", ["--preset=desktop"]],
      ] as const) {
        const { categories, audits } = report(app.url + path, [...preset], folder);
        for (const { title, score } of Object.values(categories)) {
          const points = Math.round((score ?? 0) * 100);
          lines.push({
            bar: "Lighthouse",
            what: `${title}, ${form}, ${plainPath(path)}`,
            ours: String(points),
            floor: "–",
            ratio: points,
            atLeast: 95,
          });
        }
        const poor = Object.values(audits).filter(({ score }) => score !== null && score < 0.9);
        console.log(
          `${path} (${form}): ${poor.map(({ id, displayValue }) => `${id}${displayValue ? ` ${displayValue}` : ""}`).join("; ")}`,
        );
      }
      await context.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await app.remove();
  }
  return lines;
}
