// The file .env, for everything that npm starts.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as util from "node:util";

/** Loads `.env`. Variables that are set already win; an empty one counts as unset. */
export function loadEnv(root) {
  const file = join(root, ".env");
  if (!existsSync(file)) return;
  for (const [name, value] of Object.entries(util.parseEnv(readFileSync(file, "utf8")))) process.env[name] ||= value;
}
