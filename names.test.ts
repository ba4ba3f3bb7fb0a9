import { describe, expect, it } from "vitest";
import { sourcesBelow, textOf } from "#lib/testing/architecture/sources.ts";

const files = ["lib", "components", "app", "server.ts"].flatMap(sourcesBelow).filter((file) => !file.startsWith("lib/testing/"));

/** What the name of a number ends with: its unit, what it bounds, or what it identifies. */
const noun =
  /(Ms|Seconds|Days|Bytes|MiB|Pixels|Px|Rem|Percent|Ratio|Max|Min|Length|Height|Size|Rows|Lines|Steps|PerBatch|PerPage|Code|Oid|Id|State|Version)$/;
const numberOfModule = /^(?:export )?const (\w+)(?:: number)? = -?[\d(][\w *+/().-]*;$/gm;

const namesOfNumbers = (text: string): string[] => [...text.matchAll(numberOfModule)].map(([, name = ""]) => name);

describe("the numbers of a module", () => {
  it("are called by a noun with its unit (decision 0027)", () => {
    const all = files.flatMap((file) => namesOfNumbers(textOf(file)).map((name) => ({ file, name })));
    expect(all.length).toBeGreaterThan(150);

    const bare = all.filter(({ name }) => !noun.test(name));

    expect(bare.map(({ file, name }) => `${file}: ${name}: say its unit, such as ${name}Ms, ${name}Bytes or ${name}Max`)).toEqual([]);
  });
});

/** Beginnings that have a standard word in this code: notify or emit, receive, batch, can, timeout. */
const retired = /^(?:tell|told|hear|heard|gather|may|patience|briefly|spend|forgive|sometime|madeWith)(?![a-z])/;
const exported = /^export (?:default )?(?:async )?(?:function\*?|const|class|type) (\w+)/gm;

describe("what a module exports", () => {
  it("has the field's word where there is one (decision 0027)", () => {
    const names = files.flatMap((file) => [...textOf(file).matchAll(exported)].map(([, name = ""]) => ({ file, name })));
    expect(names.length).toBeGreaterThan(1500);

    expect(names.filter(({ name }) => retired.test(name))).toEqual([]);
  });
});
