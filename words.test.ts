import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { describe, expect, it } from "vitest";

const root = import.meta.dirname;
/** Where the texts stand that people read. Comments may say anything, and so may the API's own messages. */
const shown = [
  ...["components", "app", "lib/client", "lib/contract/errors.ts", "lib/contract/videos.ts", "lib/server/mail", "lib/server/settings"],
  // What a page shows as the server says it: pages of the front, objections to files and lines, and what became of a video.
  ...["lib/server/front", "lib/server/csv", "lib/server/users", "lib/server/images", "lib/server/auth/two-factor-notice.ts"],
  ...["lib/server/videos", "lib/server/courses", "lib/server/discussions"],
];

type Rule = { not: RegExp; instead: string /** Only for texts of pages, because mails are plain text. */; onPages?: true };
const rules: Rule[] = [
  { not: /\b(is|are|was|were) told\b/i, instead: "say who is notified, or what is shown" },
  { not: /\bby (itself|themselves)\b/i, instead: "leave it out, or “automatically”" },
  { not: /\bgoes? with (it|its|them|their)\b/i, instead: "“this deletes …, too”" },
  { not: /\btaken back\b/i, instead: "“can’t be undone”" },
  { not: /\bpassed over\b/i, instead: "“ignored” or “skipped”" },
  { not: /\balone\b/i, instead: "“only” or “just”" },
  { not: /\b(whoever|whomever|somebody|anybody|everybody)\b/i, instead: "“you”, “people”, “someone”, “anyone”, “everyone”" },
  { not: /\bgone for good\b|\bfor good:/i, instead: "“permanently”" },
  { not: /\b(cannot|can not)\b/i, instead: "“can’t”" },
  { not: /\be-mail/i, instead: "“email”" },
  { not: /[a-z]'[a-z]/i, instead: "’", onPages: true },
];

/** Texts that the contract fixes. */
const fixed = new Set(['"Staff cannot be enrolled in their own course"']);

const filesIn = (path: string): string[] =>
  statSync(join(root, path)).isDirectory() ? readdirSync(join(root, path)).flatMap((name) => filesIn(`${path}/${name}`)) : [path];

/** The strings of a source file and its texts between tags. esbuild drops comments and types, and turns those texts into strings. */
function textsOf(source: string, loader: "ts" | "tsx"): string[] {
  const { code } = transformSync(source, { loader, jsx: "automatic", charset: "utf8", legalComments: "none" });
  return code.match(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/g) ?? [];
}

const faultsOf = (file: string, texts: string[]) =>
  rules
    .filter(({ onPages }) => !onPages || /^(components|app|lib\/contract)\//.test(file))
    .flatMap(({ not, instead }) =>
      texts.filter((text) => not.test(text) && !fixed.has(text)).map((text) => `${file}: ${text}: ${instead}`),
    );

describe("the app", () => {
  it("speaks plain English wherever people read it", () => {
    const files = shown.flatMap(filesIn).filter((file) => /(?<!\.test)\.tsx?$/.test(file) && !file.startsWith("app/api/"));
    const all = files.map((file) => ({ file, texts: textsOf(readFileSync(join(root, file), "utf8"), file.endsWith("x") ? "tsx" : "ts") }));
    expect(all.flatMap(({ texts }) => texts)).toContain('"Mark as read"');
    expect(all.flatMap(({ file, texts }) => faultsOf(file, texts))).toEqual([]);
  });
});

describe("the search for turns to avoid", () => {
  it("finds one in a string, a template and between tags, and none in a comment", () => {
    const source =
      '/** is told */ const a = "You are told."; // by itself\n' +
      "export const B = (_: { n: 'alone' }) => <p title={`all are told`}>They can't {a} by itself.</p>;";

    expect(faultsOf("components/x.tsx", textsOf(source, "tsx")).map((fault) => fault.split(": ").at(-1))).toEqual([
      "say who is notified, or what is shown",
      "say who is notified, or what is shown",
      "leave it out, or “automatically”",
      "’",
    ]);
  });
});
