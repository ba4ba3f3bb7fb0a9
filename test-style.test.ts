import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = import.meta.dirname;
const below = (folder: string) => readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
const files = [...readdirSync(root), ...["app", "components", "docs", "e2e", "lib", "prisma", "scripts"].flatMap(below)];
const tests = files.filter((file) => /\.test\.tsx?$/.test(file));
const textOf = (file: string) => readFileSync(join(root, file), "utf8");

/** How many lines a test may have in one block. */
const blockMaxLines = 7;

/** The longer tests of a file that arrange, act and assert in one block, each by its line. Relies on the format that Biome keeps. */
function blocksIn(text: string): number[] {
  const found: number[] = [];
  const lines = text.split("\n");
  for (const [at, line] of lines.entries()) {
    const [, indent = ""] = /^( *)(?:it|test|onEmbedded|[)}\]])/.exec(line) ?? [];
    if (!line.endsWith("=> {") || !/^ *(?:it|test|onEmbedded|[)}\]])/.test(line)) continue;
    const end = lines.findIndex((other, n) => n > at && other.startsWith(`${indent}}`));
    const body = lines.slice(at + 1, end);
    const statements = body.filter((other) => /^\w/.test(other.slice(indent.length + 2)) && other.startsWith(`${indent}  `));
    const asserts = statements.map((statement) => /\bexpect\b/.test(statement));
    const isTwofold = asserts.indexOf(true) > 0;
    if (isTwofold && body.length > blockMaxLines && !body.includes("")) found.push(at + 1);
  }
  return found;
}

describe("test files", () => {
  it("name their subject: each test stands in a describe, and both names together are a sentence", () => {
    expect(tests.length).toBeGreaterThan(150);
    const headless = tests.filter((file) => /^(it|test)[.(]/m.test(textOf(file)));
    expect(headless, 'Write describe("subject", …) around the tests of these.').toEqual([]);
  });

  it("keep what they arrange, what they do and what they expect apart", () => {
    const blocks = files
      .filter((file) => /\.(test|spec)\.tsx?$/.test(file))
      .flatMap((file) => blocksIn(textOf(file)).map((line) => `${file}:${line}`));

    expect(blocks, `Put an empty line between them: more than ${blockMaxLines} lines in one block.`).toEqual([]);
  });

  it("wait as long as the configuration says", () => {
    // Its second is not in the configuration.
    const brief = tests.filter((file) => file !== "test-style.test.ts" && /\bvi\.wait(For|Until)\(/.test(textOf(file)));
    expect(brief, "Wait by `expect.poll`, or by testing-library's `waitFor` for components.").toEqual([]);
  });

  it("stay short enough to be read", () => {
    const long = files.filter((file) => /\.(test|spec)\.tsx?$/.test(file) && textOf(file).split("\n").length > 300);
    expect(long, "Split these by subject: at most 300 lines a file.").toEqual([]);
  });
});
