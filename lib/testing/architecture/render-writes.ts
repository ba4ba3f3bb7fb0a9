import { isBinaryExpression, type Node, type SourceFile } from "typescript/unstable/ast";
import { isFunction } from "./function-lengths";
import { inParsed } from "./parsed";

const assigns = /^[\w.?[\]]+\.current\s*(\?\?|\|\||&&|[-+])?=[^=]/;

/** Where components and hooks write into a ref while they render: in their own body, not in a function within it. */
export const writesWhileRendering = (files: string[]): { file: string; text: string }[] => inParsed(files, writesIn);

function writesIn(source: SourceFile): { text: string }[] {
  const found: { text: string }[] = [];
  const visit = (node: Node, depth: number): void => {
    const text = isBinaryExpression(node) && depth === 1 ? source.text.slice(node.getStart(source), node.end) : "";
    if (assigns.test(text)) found.push({ text: text.split("\n")[0] ?? "" });
    node.forEachChild((child) => visit(child, depth + (isFunction(node) ? 1 : 0)));
  };
  visit(source, 0);
  return found;
}
