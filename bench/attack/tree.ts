import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

function filesNamed(folder: string, name: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file === name || file.endsWith(`/${name}`))
    .map((file) => join(folder, file))
    .sort();
}

/** The address that a file of `app` answers at: groups in parentheses are no part of it. */
const addressOf = (file: string) =>
  `/${relative("app", file)
    .split("/")
    .slice(0, -1)
    .filter((part) => !part.startsWith("("))
    .join("/")}`;

const methods = /\b(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b/g;

/** Every method of every route of the tree, as `GET /api/courses/[id]`. */
export function routesOfTree(): string[] {
  return filesNamed("app", "route.ts").flatMap((file) => {
    const exported =
      readFileSync(join(root, file), "utf8").match(/^export (?:const|async function|function) (\w+)|^export \{[^}]*\}/gm) ?? [];
    return exported.flatMap((text) => text.match(methods) ?? []).map((method) => `${method} ${addressOf(file)}`);
  });
}

/** The address of every page of the tree, as `/courses/[id]`. */
export const pagesOfTree = (): string[] => filesNamed("app", "page.tsx").map(addressOf);

/** The names of an interface of lib/contract/events.ts. */
export function eventsOfContract(direction: "ServerToClientEvents" | "ClientToServerEvents"): string[] {
  const text = readFileSync(join(root, "lib/contract/events.ts"), "utf8");
  const body = new RegExp(`export interface ${direction} \\{([\\s\\S]*?)\\n\\}`).exec(text)?.[1] ?? "";
  return [...body.matchAll(/^ {2}"?([\w:]+)"?: \(/gm)].map(([, name = ""]) => name);
}
