import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  isArrowFunction,
  isConstructorDeclaration,
  isFunctionDeclaration,
  isFunctionExpression,
  isMethodDeclaration,
  isPropertyAssignment,
  isVariableDeclaration,
  type Node,
  type SourceFile,
} from "typescript/unstable/ast";
import { API } from "typescript/unstable/sync";
import { root } from "./sources";

const isFunction = (node: Node) =>
  isFunctionDeclaration(node) ||
  isFunctionExpression(node) ||
  isArrowFunction(node) ||
  isMethodDeclaration(node) ||
  isConstructorDeclaration(node);

export type LongFunction = { file: string; name: string; lines: number };

/** The functions of these files that have more than so many lines, from their first word to their last brace. */
export function functionsLongerThan(most: number, files: string[]): LongFunction[] {
  const folder = mkdtempSync(join(tmpdir(), "handraise-lengths-"));
  // The files alone, and not what they import: nothing is to be checked, only parsed.
  const compilerOptions = { noLib: true, noResolve: true, types: [], jsx: "preserve", noEmit: true };
  const project = join(folder, "tsconfig.json");
  writeFileSync(project, JSON.stringify({ files: files.map((file) => join(root, file)), compilerOptions }));
  const api = new API({ cwd: root });
  try {
    const program = api.updateSnapshot({ openProjects: [project] }).getProject(project)?.program;
    return files.flatMap((file) => {
      const source = program?.getSourceFile(join(root, file));
      if (!source) throw new Error(`TypeScript did not parse ${file}`);
      return longIn(source, most).map((found) => ({ file, ...found }));
    });
  } finally {
    api.close();
    rmSync(folder, { recursive: true });
  }
}

function longIn(source: SourceFile, most: number): { name: string; lines: number }[] {
  const found: { name: string; lines: number }[] = [];
  const visit = (node: Node, name: string): void => {
    const own = nameOf(node) ?? name;
    const lines = isFunction(node) ? source.text.slice(node.getStart(source), node.end).split("\n").length : 0;
    if (lines > most) found.push({ name: own, lines });
    node.forEachChild((child) => visit(child, own));
  };
  visit(source, "");
  return found;
}

/** What a function is called by, or that to which it is given. */
function nameOf(node: Node): string | undefined {
  const isNamed = isFunctionDeclaration(node) || isMethodDeclaration(node) || isVariableDeclaration(node) || isPropertyAssignment(node);
  return isNamed && node.name && "text" in node.name ? String(node.name.text) : undefined;
}
