import { parseMoment } from "../moment";

type Node = { type: string; value?: string; children?: Node[]; data?: object };

/** A time as people write it: `12:41`, `1:02:03`. Not a part of a longer number, of a date with an offset, or of an address. */
const time = /(?<![\w:.,/+-])(?:\d{1,2}:[0-5]\d:[0-5]\d|\d{1,3}:[0-5]\d)(?![\w:/]|[.,]\d)/g;

/** The most times of a text that can be pressed, because each is an element of its own. */
const timesMax = 50;

/** A text in its parts: words, and times with their second. */
export function splitTimes(text: string, room = timesMax): (string | { written: string; seconds: number })[] {
  if (!text.includes(":")) return [text];
  const parts: ReturnType<typeof splitTimes> = [];
  let from = 0;
  let left = room;
  for (const { 0: written, index } of text.matchAll(time)) {
    const seconds = parseMoment(written);
    if (seconds === null) continue;
    if (left-- <= 0) break;
    if (index > from) parts.push(text.slice(from, index));
    parts.push({ written, seconds });
    from = index + written.length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

/** What is no prose, or leads elsewhere already. */
const not = new Set(["code", "inlineCode", "link", "linkReference", "definition", "math", "inlineMath", "image", "html"]);

/** A remark plugin that marks the times in prose, for `<TimeLink>`. */
export function times() {
  return (tree: Node): void => {
    let left = timesMax;
    const mark = (node: Node): void => {
      if (!node.children || not.has(node.type)) return;
      node.children = node.children.flatMap((child) => {
        mark(child);
        if (child.type !== "text" || !child.value) return [child];
        return splitTimes(child.value, left).map((part): Node => {
          if (typeof part === "string") return { type: "text", value: part };
          left--;
          return {
            type: "videoTime",
            data: { hName: "time", hProperties: { dateTime: `PT${part.seconds}S` }, hChildren: [{ type: "text", value: part.written }] },
          };
        });
      });
    };
    mark(tree);
  };
}
