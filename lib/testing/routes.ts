import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type Answer, type Call, callRoute } from "./call-route";

const folder = join(import.meta.dirname, "../../app/api");
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type Method = (typeof methods)[number];

/** The folders of all routes in the tree, so that new routes are tested, too. */
export const routePaths = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith("route.ts"))
  .map((file) => file.slice(0, -"/route.ts".length).replaceAll("\\", "/"))
  .toSorted();

const routeOf = async (path: string) => (await import(join(folder, path, "route.ts"))) as Partial<Record<string, unknown>>;

/** The methods that a route takes. */
export async function methodsOf(path: string): Promise<Method[]> {
  const route = await routeOf(path);
  return methods.filter((method) => route[method]);
}

/** Calls a route by its folder and method, as Next would. */
export async function call(path: string, method: string, options: Call = {}): Promise<Answer> {
  return callRoute((await routeOf(path))[method], method, options);
}

/** A valid id that nothing has. */
export const someId = "01a208b3-6d57-775a-ab85-cb17c75cce2a";

const open = new Set([
  ...["auth/register", "auth/login", "auth/refresh", "auth/logout", "auth/[...nextauth]"],
  ...["auth/password/forgot", "auth/password/link", "auth/password/reset"],
  ...["health", "ready", "docs", "docs/[file]", "openapi.json", "asyncapi.json", "[...rest]"],
  ...["GET school", "school/logo/[hash]"],
]);

/** Whether a route needs no sign-in. The list is written here and not taken from the routes, because it is what they are checked by. */
export const isOpen = (method: string, path: string): boolean => open.has(path) || open.has(`${method} ${path}`);
