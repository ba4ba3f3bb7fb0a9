import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = import.meta.dirname;
const below = (folder: string) => readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
const files = [...readdirSync(root), ...["app", "components", "docs", "e2e", "lib", "prisma", "scripts"].flatMap(below)];
const tests = files.filter((file) => /\.test\.tsx?$/.test(file));
const textOf = (file: string) => readFileSync(join(root, file), "utf8");

describe("test files", () => {
  it("name their subject: each test stands in a describe, and both names together are a sentence", () => {
    expect(tests.length).toBeGreaterThan(150);
    const headless = tests.filter((file) => /^(it|test)[.(]/m.test(textOf(file)));
    expect(headless, 'Write describe("subject", …) around the tests of these.').toEqual([]);
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
