/** What fences are called, by the grammar for it. */
const names: Record<string, string[]> = {
  python: ["python", "py", "python3", "pycon", "ipython"],
  javascript: ["javascript", "js", "jsx", "mjs", "cjs", "node"],
  typescript: ["typescript", "ts", "tsx"],
  java: ["java"],
  c: ["c", "h"],
  cpp: ["cpp", "c++", "cc", "cxx", "hpp", "arduino"],
  sql: ["sql", "postgresql", "postgres", "mysql", "sqlite"],
  bash: ["bash", "sh", "shell", "zsh", "console", "terminal"],
  json: ["json", "json5", "jsonc"],
  xml: ["xml", "html", "xhtml", "svg", "htm"],
  r: ["r"],
  css: ["css"],
};
const grammarOf = new Map(Object.entries(names).flatMap(([grammar, all]) => all.map((name) => [name, grammar])));

/** The grammar for what a fence is called; null when there is none. */
export const grammarNamed = (name: string): string | null => grammarOf.get(name.toLowerCase()) ?? null;

/** What each language has and the others before it in this list do not. Each sign is found by looking at a line once. */
const signs: [grammar: string, sign: RegExp][] = [
  ["xml", /^\s{0,20}<(?:!doctype|\?xml|html|div|head|body|p|span|a|ul|table|form|script)\b/im],
  ["cpp", /^\s{0,20}#include <(?:iostream|vector|string|map|memory|algorithm)>|\bstd::|\bcout <</m],
  ["c", /^\s{0,20}#(?:include|define)\b|\bprintf\(|\bint main\(/m],
  ["java", /\bpublic (?:static|class|void|interface)\b|\bSystem\.out\.|^import java\./m],
  ["sql", /^\s{0,20}(?:select\b.{1,200}\bfrom|insert into|create table|update \w{1,40} set|delete from)\b/im],
  [
    "python",
    /^\s{0,20}(?:def \w{1,60}\(|class \w{1,60}[:(]|from [\w.]{1,60} import|import \w{1,60}$|elif |for \w{1,40} in |>>> )|\bprint\(|\bself\./m,
  ],
  ["typescript", /^\s{0,20}(?:interface \w{1,60} \{|type \w{1,60} =)|: (?:string|number|boolean)\b/m],
  ["javascript", /\b(?:const|let|var) \w{1,60} =|\bfunction\b.{0,60}\(|=> |\bconsole\.log\(/],
  ["json", /^\s{0,20}[[{]\s{0,20}(?:"[^"\n]{1,60}"\s{0,5}:|$)/],
  ["bash", /^\s{0,20}(?:#!\/\S{0,20}sh\b|\$ \w|sudo |echo |cd |export \w{1,40}=)/m],
  ["r", /\w <- |\blibrary\(/],
  ["css", /^\s{0,20}[.#]?[\w-]{1,40} \{\s{0,20}$/m],
];

/** As much of the code as its language is told by. */
const guessLengthMax = 2000;

/** The grammar for code of which nobody said what it is, by a few signs; null when it has none. */
export function guessGrammar(code: string): string | null {
  const beginning = code.slice(0, guessLengthMax);
  return signs.find(([, sign]) => sign.test(beginning))?.[0] ?? null;
}
