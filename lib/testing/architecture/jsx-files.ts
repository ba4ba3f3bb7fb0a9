import { isJsxElement, isJsxFragment, isJsxSelfClosingElement, type Node } from "typescript/unstable/ast";
import { inParsed } from "./parsed";

/** Those of these files that hold JSX. */
export const filesWithJsx = (files: string[]): string[] =>
  inParsed(files, (source) => (holdsJsx(source) ? [{}] : [])).map(({ file }) => file);

function holdsJsx(node: Node): boolean {
  if (isJsxElement(node) || isJsxSelfClosingElement(node) || isJsxFragment(node)) return true;
  let found = false;
  node.forEachChild((child) => {
    found ||= holdsJsx(child);
  });
  return found;
}
