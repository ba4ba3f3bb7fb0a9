import { columns, type Expected } from "./matrix-rows";
import { enrolmentCode, type Kind, password, threadMark } from "./people";
import type { Target } from "./target";

/** How much was tried, and what is not as it should be. */
export type Tried = { attempts: number; faults: string[] };

/** Notes one attempt: its name, whether it was answered as it should be, and what was seen. */
export type Check = (name: string, isRight: boolean, seen?: unknown) => void;

export function createTried(): { tried: Tried; check: Check } {
  const tried: Tried = { attempts: 0, faults: [] };
  const check: Check = (name, isRight, seen) => {
    tried.attempts++;
    if (!isRight) tried.faults.push(`${name}: ${JSON.stringify(seen)}`);
  };
  return { tried, check };
}

/** Puts what `{name}` stands for in its place; `own` is whoever asks, the victim for nobody. */
export function filler(target: Pick<Target, "people" | "scene">, more: Record<string, string> = {}) {
  const { people, scene } = target;
  return (text: string, kind: Kind): string =>
    text.replace(/\{(\w+)(?:\.(\w+))?\}/g, (all, name: string, field?: string) => {
      const fixed: Record<string, string> = { code: enrolmentCode, mark: threadMark, password, ...scene, ...more };
      if (field === undefined) return fixed[name] ?? all;
      const who = people[(name === "own" ? (kind === "nobody" ? "victim" : kind) : name) as keyof typeof people];
      return who?.[field as keyof typeof who] ?? all;
    });
}
export function expectedOf(
  { expect, open }: { expect: readonly Expected[]; open?: Expected },
  kind: Kind,
  otherwise: Expected = 401,
): Expected {
  const column = (columns as readonly string[]).indexOf(kind);
  return column < 0 ? (open ?? otherwise) : (expect[column] as Expected);
}

/** Says what of other people stands in an answer that this kind of person must not read. */
export function leaksIn(text: string, kind: Kind, target: Target): string[] {
  const only = (mark: string, readers: Kind[]) => (text.includes(mark) && !readers.includes(kind) ? [`reads ${JSON.stringify(mark)}`] : []);
  return [
    ...only(threadMark, ["student", "lecturer", "assistant"]),
    ...only(enrolmentCode, ["lecturer", "admin", "assistant"]),
    ...only(target.people.student.email, ["student", "lecturer", "admin", "assistant"]),
    ...only(target.people.secondAdmin.email, ["admin"]),
  ];
}

/** Runs jobs a few at a time, in any order. */
export async function side<Item>(items: Item[], job: (item: Item) => Promise<void>, width = 6): Promise<void> {
  const rest = [...items];
  const work = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await job(item);
  };
  await Promise.all(Array.from({ length: width }, work));
}

/** Names of the tree that the table has no entry for, and the other way round. */
export function unmatched(tree: string[], table: Record<string, unknown>): string[] {
  const missing = tree
    .filter((name) => !Object.hasOwn(table, name))
    .map((name) => `${name} has no entry in bench/attack/matrix.ts or matrix-pages.ts`);
  const stale = Object.keys(table).filter((name) => !tree.includes(name));
  return [...missing, ...stale.map((name) => `${name} of the table is not in the tree`)];
}

/** The outcome of attempts, with what is not as it should be: of what begins alike the first few, for one hole shows in many of them. */
export function summarize({ attempts, faults }: Tried, more = ""): { pass: boolean; result: string } {
  const alike = new Map<string, string[]>();
  for (const fault of faults) alike.set(fault.slice(0, 24), [...(alike.get(fault.slice(0, 24)) ?? []), fault]);
  const lines = [...alike.values()].flatMap((some) =>
    some.length > 4 ? [...some.slice(0, 3), `… and ${some.length - 3} like these`] : some,
  );
  const shown = lines.slice(0, 60).map((line) => `\n      ${line}`);
  const summary = `${attempts.toLocaleString("en")} attempts, ${faults.length} got through or were answered otherwise`;
  return { pass: faults.length === 0, result: `${summary}${more}${shown.join("")}` };
}
