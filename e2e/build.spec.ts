import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "@playwright/test";

const chunks = resolve(import.meta.dirname, "../.next/static/chunks");

test("no script of a page holds zod: it checks on the server", () => {
  const scripts = readdirSync(chunks, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".js"));
  expect(scripts.length).toBeGreaterThan(5);
  expect(scripts.filter((file) => readFileSync(join(chunks, file), "utf8").includes("_zod"))).toEqual([]);
});
