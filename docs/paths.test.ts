import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const skipped = new Set(["node_modules", ".git", ".next", ".data", ".setup", "generated", "test-results"]);
const filesBelow = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !skipped.has(name))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]));

const files = filesBelow("");
/** The ends of the paths of all files and folders. Those of `server/jobs/work.ts` are itself, `jobs/work.ts` and `work.ts`. */
const ends = new Set(
  files.flatMap((file) => {
    const parts = file.split("/");
    return parts.flatMap((_, end) => parts.slice(0, end + 1).map((_part, start) => parts.slice(start, end + 1).join("/")));
  }),
);
/** Paths that exist only after the app, its set-up or its tests have run. */
const made = /^(\.data|\.setup|\.next|node_modules|dist|media)(\/|$)|^\.env$/;
/** A folder that decision 0028 split. */
const absent = new Set(["components/discussions"]);
const endings = "tsx?|mjs|md|json|prisma|sql|css|sh|toml";

/** The words in backquotes that look like paths of the project: with one of its endings, or below one of its folders. */
function pathsIn(text: string): string[] {
  const spans = [...text.replace(/^```[\s\S]*?^```/gm, "").matchAll(/`([^`\n]+)`/g)].flatMap(([, span = ""]) => span.split(/\s+/));
  return spans
    .map((word) => word.replace(/[,.:;)]+$/, "").replace(/^\(+/, ""))
    .filter((word) => /^[\w.@()[\]-]+(\/[\w.@()[\]-]+)*\/?$/.test(word))
    .filter((word) => new RegExp(`\\.(${endings})$`).test(word) || /^(app|bench|components|docs|e2e|lib|prisma|scripts)\//.test(word))
    .map((word) => word.replace(/\/$/, ""))
    .filter((word) => !made.test(word));
}

const linksIn = (text: string): string[] =>
  [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, link = ""]) => link);

function missingIn(file: string): string[] {
  const text = readFileSync(join(root, file), "utf8");
  const paths = pathsIn(text).filter((path) => !ends.has(path) && !absent.has(path));
  const links = linksIn(text).filter((link) => !existsSync(join(root, dirname(file), link)));
  return [...paths, ...links].map((path) => `${file}: ${path}`);
}

describe("the documents of the project", () => {
  it("name only files and folders that exist", () => {
    const documents = files.filter((file) => file.endsWith(".md") && basename(file) !== "CHANGELOG.md");
    expect(documents).toEqual(expect.arrayContaining(["README.md", "docs/architecture.md", "lib/server/front/README.md"]));
    expect(documents.flatMap(missingIn)).toEqual([]);
  });

  it("would name a path that is gone, and a link", () => {
    expect(pathsIn("see `gone/nowhere.ts`, `lib/server/jobs/`, `npm start` and `inbox.seq`")).toEqual([
      "gone/nowhere.ts",
      "lib/server/jobs",
    ]);
    expect(linksIn("[a](docs/x.md#part) [b](https://x.y) ![c](d.png)")).toEqual(["docs/x.md", "d.png"]);
  });
});
