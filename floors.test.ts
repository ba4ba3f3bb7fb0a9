import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { drawFloors, floorOf, floors, folderOf } from "#lib/testing/architecture/floors.ts";
import { ringsIn } from "#lib/testing/architecture/rings.ts";
import { fileOf, importsOf, root, sourcesBelow, textOf } from "#lib/testing/architecture/sources.ts";

describe.each(Object.keys(floors))("the floors of %s", (parent) => {
  const files = sourcesBelow(parent);

  it("have a place for every folder, and no other", () => {
    const folders = [...new Set(files.flatMap((file) => folderOf(parent, file) ?? []))];
    const homeless = folders.filter((folder) => floorOf(parent, folder) === 0);

    expect(homeless, "Stand on no floor: name them in lib/testing/architecture/floors.ts, as low as what they import allows").toEqual([]);

    const named = (floors[parent] ?? []).flat();
    expect(
      named.filter((folder) => !folders.includes(folder)),
      "Have a floor and are no more: strike them",
    ).toEqual([]);
  });

  it("are imported from above alone", () => {
    const broken = files.flatMap((file) => {
      const folder = folderOf(parent, file) ?? "";
      return importsOf(file).flatMap((target) => {
        const other = folderOf(parent, target);
        if (other === undefined || other === folder || floorOf(parent, other) < floorOf(parent, folder)) return [];
        const [from, to] = [floorOf(parent, folder), floorOf(parent, other)];
        return [
          `${file} (floor ${from}, ${folder}) imports ${target} (floor ${to}, ${other}). A folder imports only from below, types as well: ` +
            "move what both need to a floor below them, or have what is above hand it in. The floors: docs/architecture.md.",
        ];
      });
    });

    expect(broken).toEqual([]);
  });
});

/** Files whose imports may form a ring, and why. */
const mayCloseRings: Record<string, string> = {
  "app/api/route-table.ts": "lists the routes, and one of them describes them all when it is asked",
};

describe("files", () => {
  it("import each other nowhere, types included", () => {
    const files = ["lib", "components", "app", "prisma", "bench", "e2e", "scripts", "server.ts"].flatMap(sourcesBelow);
    const graph = new Map(
      files.map((file) => [file, mayCloseRings[file] ? [] : importsOf(file).flatMap((target) => fileOf(target) ?? [])]),
    );
    const rings = ringsIn(graph).map(
      (ring) => `${ring.join(" → ")}: put what they share (often a type) into a file of its own, below both of them.`,
    );

    expect(rings).toEqual([]);
  });
});

describe("docs/architecture.md", () => {
  it("shows the floors as they are", () => {
    const file = join(root, "docs/architecture.md");
    const shown = /(?<=^```floors\n)[^`]*(?=```$)/m;
    const text = textOf("docs/architecture.md");
    expect(shown.test(text), "The block of floors is missing").toBe(true);
    if (process.env.UPDATE) writeFileSync(file, text.replace(shown, `${drawFloors()}\n`));
    const [block] = shown.exec(textOf("docs/architecture.md")) ?? [];
    expect(block, "Renew it with: UPDATE=1 npm run test:unit -- floors.test.ts").toBe(`${drawFloors()}\n`);
  });
});
