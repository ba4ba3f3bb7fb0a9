// The programs of our packages, run by this Node.js: `node_modules/.bin` holds files that Windows cannot start by their name.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(fileURLToPath(import.meta.url), "../..");

/** The file of JavaScript behind the command `name` of a package. @throws Error when the package is not installed */
export function toolPath(name, packageName = name) {
  const folder = join(root, "node_modules", packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return join(folder, typeof bin === "string" ? bin : bin[name]);
}

/** npm's own program: the one that runs us, else the one that came with this Node.js; null: only the shell knows where it is. */
export function npmPath() {
  const besideNode = dirname(process.execPath);
  return (
    [
      process.env.npm_execpath,
      join(besideNode, "node_modules/npm/bin/npm-cli.js"),
      join(besideNode, "../lib/node_modules/npm/bin/npm-cli.js"),
    ].find((path) => path?.endsWith("npm-cli.js") && existsSync(path)) ?? null
  );
}
