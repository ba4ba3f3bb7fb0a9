type Node = { type: string; value?: string; children?: Node[]; position?: { start: { offset?: number }; end: { offset?: number } } };

const identifier = /^[A-Za-z]\w*$/;
const wordBefore = /\w$/;
const wordAfter = /^\w/;

/**
 * A remark plugin that undoes emphasis which code in a text did not mean: `__init__` is a name and `2*3*4` a product. Text in scripts
 * without spaces keeps its emphasis inside a word.
 */
export function literalMarks() {
  return (tree: Node, file: { value: unknown }): void => keepMarks(tree, String(file.value));
}

function keepMarks(node: Node, source: string): void {
  if (!node.children) return;
  for (const child of node.children) keepMarks(child, source);
  if (node.children.some((child) => markOf(child, source) !== null))
    node.children = node.children.flatMap((child) => {
      const value = markOf(child, source);
      return value === null ? [child] : [{ type: "text", value }, ...(child.children ?? []), { type: "text", value }];
    });
}

/** The mark of an emphasis that was not meant; null for everything else. */
function markOf({ type, children, position }: Node, source: string): string | null {
  const { start, end } = { start: position?.start.offset, end: position?.end.offset };
  if ((type !== "emphasis" && type !== "strong") || start === undefined || end === undefined) return null;
  const mark = source.slice(start, start + (type === "strong" ? 2 : 1));
  const [only, ...others] = children ?? [];
  if (mark === "__") return only?.type === "text" && others.length === 0 && identifier.test(only.value ?? "") ? mark : null;
  if (!mark.startsWith("*")) return null;
  return wordBefore.test(source.slice(Math.max(0, start - 1), start)) || wordAfter.test(source.slice(end, end + 1)) ? mark : null;
}
