import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { routeTable } from "#app/api/route-table.ts";
import { makeMatcher } from "#lib/server/api/match-route.ts";

const contract = readFileSync(join(import.meta.dirname, "contract.md"), "utf8");
const events = readFileSync(join(import.meta.dirname, "../lib/contract/events.ts"), "utf8");

describe("docs/contract.md", () => {
  it("names routes that are there", () => {
    const match = makeMatcher(routeTable);
    const named = [...contract.matchAll(/`(?:((?:GET|POST|PUT|PATCH|DELETE)(?:`, `[A-Z]+)*) )(\/api\/[\w/:.]+)`/g)];
    const missing = named.filter(([, , path = ""]) => match(path.replace(/:\w+/g, "1"))?.folder.includes("[...") ?? true);
    expect(named.length).toBeGreaterThan(30);
    expect(missing.map(([text]) => text)).toEqual([]);
  });

  it("names every event, and none that is not there", () => {
    const declared = [...events.matchAll(/^ {2}"?([a-z:_]+)"?: \(/gm)].map(([, name]) => name);
    const named = new Set(
      [...contract.matchAll(/`((?:notification|thread|course|user|school)s?:[a-z_]+|notification|ping|pong)(?=[ `])/g)].map(
        ([, name]) => name,
      ),
    );

    expect(declared.length).toBeGreaterThan(8);
    expect([...named].filter((name) => !declared.includes(name))).toEqual([]);
    expect(declared.filter((name) => !named.has(name))).toEqual([]);
  });
});
