import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "../../..");

export const textOf = (file: string) => readFileSync(join(root, file), "utf8");

/** The TypeScript files below a folder, or a single file, without generated code. Paths start at the top of the project. */
export function filesBelow(path: string): string[] {
  if (path.includes("generated")) return [];
  if (statSync(join(root, path)).isDirectory()) return readdirSync(join(root, path)).flatMap((name) => filesBelow(join(path, name)));
  return /\.tsx?$/.test(path) ? [path] : [];
}

/** Those of them that are no tests. */
export const sourcesBelow = (path: string): string[] => filesBelow(path).filter((file) => !/\.test\.tsx?$/.test(file));

/** What a specifier names: a path from the top of the project, without its extension, or a package. */
export function targetOf(file: string, specifier: string): string {
  if (specifier.startsWith("#")) return specifier.slice(1).replace(/\.tsx?$/, "");
  return specifier.startsWith(".") ? relative(root, resolve(dirname(join(root, file)), specifier)) : specifier;
}

/** What a file imports, including types and dynamic imports (`import(…)`). */
export function importsOf(file: string): string[] {
  return [...textOf(file).matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"([^"]+)"/g)].map(([, specifier = ""]) => targetOf(file, specifier));
}

/** The file of the project that a target names. undefined for packages and for files other than TypeScript. */
export const fileOf = (target: string): string | undefined =>
  [".ts", ".tsx"].map((ending) => `${target.replace(/\.tsx?$/, "")}${ending}`).find((file) => existsSync(join(root, file)));
