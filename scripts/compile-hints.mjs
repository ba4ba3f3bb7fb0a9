import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Chunks of this size and more get the hint, in bytes: smaller ones take less than a frame to compile, even on a phone. */
export const hintedMinBytes = 30_000;

/** Chromium (136 and later) compiles every function of a script that begins with this line while it loads, on another thread. */
export const compileHint = "//# allFunctionsCalledOnLoad\n";

/**
 * Writes the hint before every large chunk of a build, once. Without it, V8 compiles each function on the main thread when it is first
 * called, and a phone can't answer a touch meanwhile (decision 0048).
 * @param folder the chunks of a build
 */
export function addCompileHints(folder) {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".js")) continue;
    const file = join(folder, name);
    const text = readFileSync(file, "utf8");
    if (text.length >= hintedMinBytes && !text.startsWith(compileHint)) writeFileSync(file, compileHint + text);
  }
}
