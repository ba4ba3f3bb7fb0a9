/** Word characters, spaces and what stands between the words of a declaration: where grammars look ahead from each word to the end. */
const lookedThrough = /[\w\s*&:$]+/g;
const tokens = /\w+|[^\w\s]/g;

/**
 * The longest time in ms that colouring code may take, whatever its language. Grammars go through runs of words again and again, so that
 * their time grows with the square of those.
 */
export function codeCost(code: string): number {
  let squares = 0;
  for (const [run] of code.matchAll(lookedThrough)) squares += run.length ** 2;
  return (0.012 * squares + 0.75 * code.length + 9 * (code.match(tokens)?.length ?? 0)) / 1000;
}

const fenceOrIndented = /`{3}|~{3}|^(?: {4}|\t)/m;

/** The longest time in ms that colouring the code and setting the formulas of a text may take. Looks at each character once. */
export function partsCost(text: string): number {
  const code = fenceOrIndented.test(text) ? codeCost(text) : 0;
  const from = text.indexOf("$");
  if (from < 0) return code;
  const dollars = text.split("$").length - 1;
  return code + (8 * (text.lastIndexOf("$") - from) + 50 * dollars) / 1000;
}
