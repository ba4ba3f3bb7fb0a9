import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root, sourcesBelow } from "#lib/testing/architecture/sources.ts";

/** From so many source files on, a folder says in a README what it is for. */
const explainedFilesMin = 13;
const parents = ["lib/server", "lib/client", "components"];
const foldersIn = (parent: string) =>
  readdirSync(join(root, parent), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? `${parent}/${entry.name}` : []));
const folders = [...parents.flatMap(foldersIn), "lib/contract", "lib/client", "lib/testing"];

describe("a large folder", () => {
  const large = folders.filter((folder) => sourcesBelow(folder).length >= explainedFilesMin);

  it("has a README of a screen at most, which docs/architecture.md links", () => {
    const shown = readFileSync(join(root, "docs/architecture.md"), "utf8");
    expect(large.length).toBeGreaterThan(15);

    expect(large.filter((folder) => !existsSync(join(root, folder, "README.md")))).toEqual([]);
    const longLines = large.map((folder) => [folder, readFileSync(join(root, folder, "README.md"), "utf8").split("\n").length] as const);
    expect(longLines.filter(([, lines]) => lines > 40)).toEqual([]);
    expect(large.filter((folder) => !shown.includes(`(../${folder}/README.md)`))).toEqual([]);
  });
});
