import { describe, expect, it } from "vitest";
import { type DeclaredName, declaredNames } from "#lib/testing/architecture/declared-names.ts";
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

/** Words that say what happened to a thing, not what it is. `news` is also a stored column, and so a property of rows. */
const words = ["held", "given", "news", "told", "tell", "hear", "hears", "heard", "said", "gone", "does", "late", "away", "may", "gather"];
const anyCase = words.map(([first = "", ...rest]) => `[${first}${first.toUpperCase()}]${rest.join("")}`).join("|");
const vague = new RegExp(`^_?(?:${anyCase})(?![a-z])|(?:Held|Told|Heard|Said|Given)(?![a-z])`);
/** Names that were replaced: by QueuePosition, deferWithUndo, fetchWholePages, toastMarkFailed, useIsMounted. */
const replaced = /^(?:Stop|undoable|steadyFetch|sayFailed|useIsHere)$/;
const isStored = ({ name, isProperty }: DeclaredName) => isProperty && name === "news";

describe("what a file declares", () => {
  it("is called by what it is: a noun, or for a function the field's verb (decision 0027)", () => {
    const places = [...files, ...["lib/testing", "scripts", "prisma", "bench", "e2e"].flatMap(sourcesBelow)];
    const all = declaredNames(places.filter((file) => !file.endsWith(".spec.ts")));
    expect(all.length).toBeGreaterThan(20_000);

    const found = all.filter((declared) => (vague.test(declared.name) || replaced.test(declared.name)) && !isStored(declared));

    expect(
      found.map(
        ({ file, name }) =>
          `${file}: ${name}: say what it holds, such as lock, options, messages, events or onRemoved; canVote for a right`,
      ),
    ).toEqual([]);
  });
});
