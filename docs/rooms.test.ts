import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root, sourcesBelow } from "#lib/testing/architecture/sources.ts";

/** From so many source files on a room says in a README what it is for. */
const explainedFilesMin = 13;
const buildings = ["lib/server", "lib/client", "components"];
const roomsIn = (building: string) =>
  readdirSync(join(root, building), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? `${building}/${entry.name}` : []));
const rooms = [...buildings.flatMap(roomsIn), "lib/contract", "lib/client", "lib/testing"];

describe("a large room", () => {
  const large = rooms.filter((room) => sourcesBelow(room).length >= explainedFilesMin);

  it("has a README of a screen at most, which docs/architecture.md links", () => {
    const shown = readFileSync(join(root, "docs/architecture.md"), "utf8");
    expect(large.length).toBeGreaterThan(15);

    expect(large.filter((room) => !existsSync(join(root, room, "README.md")))).toEqual([]);
    const longLines = large.map((room) => [room, readFileSync(join(root, room, "README.md"), "utf8").split("\n").length] as const);
    expect(longLines.filter(([, lines]) => lines > 40)).toEqual([]);
    expect(large.filter((room) => !shown.includes(`(../${room}/README.md)`))).toEqual([]);
  });
});
