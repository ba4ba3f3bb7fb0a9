/** A picture as it stands in a text. */
const named = /!\[([^\]\n]*)\]\((\/api\/images\/[^()\s]+)\)/g;

/** The pictures that a text shows, in its order. `from` and `to` are where they stand. */
export const picturesIn = (text: string): { alt: string; url: string; from: number; to: number }[] =>
  Array.from(text.matchAll(named), ({ 0: whole, 1: alt = "", 2: url = "", index }) => ({
    alt,
    url,
    from: index,
    to: index + whole.length,
  }));

/** Puts a picture below the line in which the caret is, so that it parts no words. @returns the text, and where the caret is then */
export function insertPicture(text: string, caret: number, alt: string, url: string): { text: string; caret: number } {
  const lineEnd = text.indexOf("\n", caret);
  const end = lineEnd === -1 ? text.length : lineEnd;
  const before = text.slice(0, end).trimEnd();
  const rest = text.slice(end).replace(/^\s+/, "");
  const added = `${before === "" ? "" : `${before}\n\n`}![${alt.replace(/[[\]\\\n]/g, " ")}](${url})\n`;
  const isAtEnd = caret >= before.length;
  return { text: rest === "" ? added : `${added}\n${rest}`, caret: isAtEnd ? added.length : caret };
}

/** Takes a picture out of a text, and the empty lines around it. */
export function removePicture(text: string, { from, to }: { from: number; to: number }): string {
  const [before, rest] = [text.slice(0, from).trimEnd(), text.slice(to).trimStart()];
  return before === "" || rest === "" ? before + rest : `${before}\n\n${rest}`;
}
