/**
 * What was found to cost too much, or to break something, by chance or by whoever looked for it: texts as messages, by the name of what they
 * do. Whoever finds one more puts it here, and it is tried from then on. Files stand in `lib/testing/hostile-media.ts`.
 */
export const foundTexts: readonly { name: string; text: string }[] = [
  // `^\s*` of the look for plain text began anew at each line and ran to the last: 120 ms a message, two minutes for a thread of 1,000.
  { name: "blank lines between two letters", text: `a${"\n".repeat(4998)}b` },
  { name: "lines of one blank", text: `a${"\n ".repeat(2499)}b` },
  // Its successor took `\r` and the line separators of Unicode for blanks, after each of which `^` matches: 45 ms a message.
  { name: "line separators of Unicode", text: `a${"\u2028".repeat(4998)}b` },
  { name: "carriage returns", text: `a${"\r".repeat(4998)}b` },
  { name: "quotes in quotes", text: ">".repeat(5000) },
  { name: "lists in lists", text: "+ ".repeat(2500) },
  { name: "numbers in numbers", text: "1. ".repeat(1666) },
  { name: "quotes with lists, by line", text: `${">".repeat(50)}- a\n`.repeat(90) },
  { name: "stars and lines by turns", text: "*_".repeat(2500) },
  { name: "links that never end", text: "[a](".repeat(1250) },
  { name: "an address of marks", text: `${"-.".repeat(2495)}@a.example` },
  { name: "a table of empty cells", text: `|${"a|".repeat(1200)}\n|${"-|".repeat(1200)}\n` },
];
