import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const folder = import.meta.dirname;
const routes = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith("route.ts"))
  .map((file) => join(file, "..").replaceAll("\\", "/"))
  .toSorted();

/** The text of route-table.ts, made from the folders of the routes. */
function tableOf(folders: string[]): string {
  const direct = folders.filter((path) => !path.includes("nextauth"));
  const nameOf = (path: string) =>
    path.replace(/[^A-Za-z]+(.)?/g, (_all, letter: string = "") => letter.toUpperCase()).replace(/^./, (first) => first.toLowerCase());
  const imports = direct.map((path) => `import * as ${nameOf(path)} from "./${path}/route";`);
  const entries = direct.map((path) => `  "/api/${path}": ${nameOf(path)},`);
  const nextAuth = '  "/api/auth/[...nextauth]": throughNext,';
  return [
    "// Made from the folders: node_modules/.bin/vitest run app/api/route-table.test.ts -u",
    'import { type RouteTable, throughNext } from "#lib/server/api/serve-api.ts";',
    ...imports,
    "",
    "/** Every route below `app/api` by its folder; next-auth needs Next around it. */",
    `export const routeTable: RouteTable = {\n${[...entries, nextAuth].join("\n")}\n};`,
    "",
  ].join("\n");
}

describe("routeTable", () => {
  it("holds every route of the tree", async () => {
    await expect(tableOf(routes)).toMatchFileSnapshot("./route-table.ts");
  });
});
