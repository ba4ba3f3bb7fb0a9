import { cpus } from "node:os";
import { signToken } from "#lib/server/auth/tokens.ts";
import { makeWorld } from "../chaos/world";
import { rate } from "../speed/reads";
import { ourLine, paceOf } from "../speed/replies";
import { type Curve, collector, median } from "./curve";

const posters = 10;

/**
 * What several processes do together on this machine, which they share with the database, Redis and the clients. Each reply is written at
 * one process and heard at the next.
 */
export async function processes(counts: number[], rounds: number): Promise<Curve> {
  const { add, lines } = collector();
  for (const count of counts) {
    const world = await makeWorld({ processes: count, people: posters });
    const urlOf = (n: number) => world.apps[n % count]?.url ?? "";
    const ways = await Promise.all(world.pairs.map((pair, n) => ourLine(urlOf(n), pair, urlOf(n + 1))));
    const cookies = await Promise.all(
      world.pairs.map(
        async ({ student: { user, caller } }) => `handraise.session=${await signToken("browser", user.id, caller.sessionId, 7200)}`,
      ),
    );
    /** Each process with its part of the connections. */
    const together = async (path: string, headersOf: (n: number) => Record<string, string>, ms: number) => {
      const parts = world.apps.map((app, n) => rate(app.url, path, headersOf(n), ms, Math.max(1, Math.round(posters / count))));
      return (await Promise.all(parts)).reduce((sum, part) => sum + part.rate, 0);
    };
    const bearer = (n: number) => ({ authorization: `Bearer ${world.pairs[n]?.lecturer.token}` });
    const cookie = (n: number) => ({ cookie: cookies[n] ?? "" });
    const taken = { replies: [] as number[], counts: [] as number[], pages: [] as number[] };
    for (let round = 0; round <= rounds; round++) {
      const replies = (await paceOf(ways, 3000)).rate;
      const read = await together("/api/notifications/counts", bearer, 1500);
      const pages = await together(`/discussions`, cookie, 3000);
      if (round === 0) continue;
      taken.replies.push(replies);
      taken.counts.push(read);
      taken.pages.push(pages);
    }
    console.log(`processes: ${count}`);
    add("counts read", median(taken.counts));
    add("replies, across processes", median(taken.replies));
    add("pages drawn (/discussions)", median(taken.pages));
    for (const { close } of ways) close();
    await world.stop();
  }
  return {
    title: `What processes do together on one machine of ${cpus().length} cores`,
    x: { label: "processes", values: counts },
    unit: "a second",
    lines: lines(),
  };
}
