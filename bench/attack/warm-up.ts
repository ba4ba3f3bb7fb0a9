import { makeThread, oneMore } from "./crowd";
import { makeWriters, repliesFor } from "./flood";
import { browse, many } from "./shots";
import { each } from "./tally";
import type { Target } from "./target";

/** The pages of a student, whose thread is at `path`. */
const pagesWith = (path: string) => ["/", "/courses", "/discussions", "/notifications", "/settings", "/dashboard", path];

/**
 * Has each page and what is behind it used by an ordinary person before anything is measured: what a server loads and compiles at the first time is not what
 * a flood takes.
 */
export async function warmUp(target: Target): Promise<void> {
  const [student, lecturer] = [await oneMore(target), target.people.lecturer];
  const path = `/discussions/threads/${await makeThread(target, student, ["A question of some length"])}`;
  await each([student, lecturer], 2, async (who) => void (await browse(target, who, 60, 2, (n) => pagesWith(path)[n % 7] ?? "/")));
  await many(target, 60, 4, (n) => ({ path: ["/login", "/register", "/api/courses", "/api/openapi.json"][n % 4] ?? "/" }));
  await repliesFor(target.url, await makeWriters(target), 3000, 10);
}
