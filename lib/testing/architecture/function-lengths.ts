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
import { inParsed } from "./parsed";

export const isFunction = (node: Node): boolean =>
  isFunctionDeclaration(node) ||
  isFunctionExpression(node) ||
  isArrowFunction(node) ||
  isMethodDeclaration(node) ||
  isConstructorDeclaration(node);

export type LongFunction = { file: string; name: string; lines: number };

/** The functions of these files with more than `most` lines, from their first word to their last brace. */
export const functionsLongerThan = (most: number, files: string[]): LongFunction[] => inParsed(files, (source) => longIn(source, most));

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

/** The name of a function, or of the variable or property to which it is assigned. */
function nameOf(node: Node): string | undefined {
  const isNamed = isFunctionDeclaration(node) || isMethodDeclaration(node) || isVariableDeclaration(node) || isPropertyAssignment(node);
  return isNamed && node.name && "text" in node.name ? String(node.name.text) : undefined;
}
