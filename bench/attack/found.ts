/**
 * Texts that once cost too much or broke something when they were sent as messages, by the name of their effect. Add each new one here, so
 * that it is tried from then on. Hostile files are in `lib/testing/hostile-media.ts`.
 */
export const foundTexts: readonly { name: string; text: string }[] = [
  // The check for plain text had `^\s*`, which starts at each line and runs to the last one: 120 ms a message, two minutes for 1,000.
  { name: "blank lines between two letters", text: `a${"\n".repeat(4998)}b` },
  { name: "lines of one blank", text: `a${"\n ".repeat(2499)}b` },
  // The next version took `\r` and Unicode's line separators for blanks, and `^` matches after each of them: 45 ms a message.
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
