import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");

/** Titles that mean the same, and have one icon. */
const alike = [
  ["This question was deleted", "This announcement was deleted"],
  ["This question is no longer here", "Discussion not found"],
];
const meaningOf = (title: string) => alike.find((titles) => titles.includes(title))?.[0] ?? title;

/** Hands on what it is given, so that those who use it are looked at. */
const handsOn = "components/layout/not-found-part.tsx";

/** The icons of empty states with their titles, as attributes or as an object that is spread. */
function iconsIn(source: string): [icon: string, title: string][] {
  const written = /icon(?:=\{|: )(\w+)(?:\}|,)\s+(?:heading="\w+"\s+)?title(?:=|: )"([^"]+)"/g;
  return [...source.matchAll(written)].map(([, icon = "", title = ""]) => [icon, title]);
}

describe("empty states", () => {
  const files = ["app", "components"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`),
  );
  const sources = files
    .filter((file) => file.endsWith(".tsx") && !file.endsWith(".test.tsx"))
    .map((file) => ({ file, source: readFileSync(join(root, file), "utf8") }))
    .filter(({ file, source }) => file !== handsOn && /<(?:EmptyState|NotFoundPart)\b/.test(source));

  it("have an icon each that no other meaning has", () => {
    const pairs = new Set(sources.flatMap(({ source }) => iconsIn(source)).map(([icon, title]) => `${icon}: ${meaningOf(title)}`));
    const icons = [...pairs].map((pair) => pair.replace(/:.*/, ""));
    const twice = icons.filter((icon, at) => icons.indexOf(icon) !== at);
    expect([...pairs].filter((pair) => twice.includes(pair.replace(/:.*/, "")))).toEqual([]);
    const titles = [...pairs].map((pair) => pair.replace(/.*?: /, ""));
    expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([]);
  });

  it("are all looked at above", () => {
    expect(sources.length).toBeGreaterThan(12);
    const places = (source: string) => source.match(/<(?:EmptyState|NotFoundPart)\b/g)?.length ?? 0;
    expect(sources.filter(({ source }) => iconsIn(source).length < places(source)).map(({ file }) => file)).toEqual([]);
  });
});
