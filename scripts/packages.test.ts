import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
type Locked = { version?: string; optionalDependencies?: Record<string, string>; resolved?: string };
const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as { packages: Record<string, Locked> };

/** Where Node.js finds the package `name` from the place `from`: there, or in a folder above; null: nowhere. */
function placeOf(name: string, from: string): string | null {
  for (let at = from; ; at = at.includes("/node_modules/") ? at.slice(0, at.lastIndexOf("/node_modules/")) : "") {
    const place = `${at ? `${at}/` : ""}node_modules/${name}`;
    if (place in packages) return place;
    if (at === "") return null;
  }
}

describe("the lock file", () => {
  it("holds the optional packages of every platform: without them `npm ci` fails, and others have no compiler", () => {
    const missing = Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => placeOf(name, from) === null),
    );
    expect(missing).toEqual([]);
  });

  it("names no place to download from: each registry has its own", () => {
    expect(Object.keys(packages).filter((place) => packages[place]?.resolved)).toEqual([]);
  });
});

describe("what npm starts", () => {
  const scripts = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".mjs"));
  const textOf = (name: string) => readFileSync(join(import.meta.dirname, name), "utf8");

  it("runs on Windows too: nothing of a Unix shell, and no program of node_modules/.bin", () => {
    const { scripts: commands } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> };
    for (const [name, command] of Object.entries(commands)) expect(command, name).toMatch(/^node [^;|$]+$/);
    for (const name of scripts.filter((file) => file !== "tools.mjs")) expect(textOf(name), name).not.toContain(".bin");
  });

  it.each(["start.mjs", "run.mjs", "setup.mjs", "test.mjs", "screenshots.mjs"])("looks at the version of Node.js first: %s", (name) => {
    expect(/^import .*$/m.exec(textOf(name))?.[0]).toBe('import "./check-node.mjs";');
  });

  it("imports nothing by name that an older Node.js lacks: it would fail before the version is looked at", () => {
    for (const name of scripts) expect(textOf(name), name).not.toMatch(/import \{[^}]*\b(parseEnv|styleText|registerHooks)\b/);
  });
});
