import { Pool } from "pg";
import { db } from "#lib/server/db/client.ts";
import { closeDatabase, openDatabase } from "#lib/server/db/open.ts";
import { getCounts } from "#lib/server/notifications/get-counts.ts";
import { listNotifications } from "#lib/server/notifications/list-notifications.ts";
import { syncInbox } from "#lib/server/notifications/sync-inbox.ts";
import { makeCourse, makeLecturer, makeStudent, type Person } from "#lib/testing/factories.ts";
import { startThrowaway } from "#lib/testing/throwaway-postgres.ts";
import { percentile, Unavailable } from "../report";
import { byTurns } from "./rounds";
import { fillInbox } from "./scene";
import type { Line } from "./table";

const sizes = [10_000, 100_000, 1_000_000];
/** How many changes a page that comes back has missed. */
const missed = 50;

/** What an act takes in ms, median of many. */
async function timed(act: () => Promise<unknown>): Promise<{ ms: number }> {
  const took: number[] = [];
  for (let n = 0; n < 150; n++) {
    const from = performance.now();
    await act();
    took.push(performance.now() - from);
  }
  return { ms: percentile(took, 50) };
}

/**
 * P4 and P5, inside this process: counts, the first page and a catch-up of a user who owns a tenth of all notifications, while the table
 * grows a hundredfold. Each is compared with plain SQL through pg.
 */
export async function sizesOfInboxes(most: number): Promise<Line[]> {
  const postgres = await startThrowaway({ fsync: true });
  if (!postgres) throw new Unavailable("PostgreSQL 15 is needed as an installed program (initdb, postgres)");
  await openDatabase({ databaseUrl: postgres.url, dataDir: "" });
  const pool = new Pool({ connectionString: postgres.url, max: 1 });
  // It is ended before its server is, but its connection may hear of that later.
  pool.on("error", () => undefined);
  const owner = await makeStudent();
  const others = await Promise.all(Array.from({ length: 9 }, () => makeStudent()));
  const { courseId } = await makeCourse(await makeLecturer(), [owner]);
  const lines: Line[] = [];
  const ours = new Map<string, number[]>();
  let rows = 0;
  for (const size of sizes.filter((one) => one <= most)) {
    for (const { user } of [owner, ...others]) await fillInbox(user.id, courseId, (size - rows) / 10);
    rows = size;
    await db().$executeRaw`ANALYZE notifications`;
    for (const line of await ofSize(pool, owner, size)) {
      lines.push(line);
      ours.set(line.bar + line.what.split(" of ")[0], [...(ours.get(line.bar + line.what.split(" of ")[0]) ?? []), Number(line.ours)]);
    }
  }
  for (const [what, [least = 0, ...more]] of ours)
    lines.push({
      bar: what.slice(0, 2),
      what: `${what.slice(2)}: the largest against the smallest`,
      ours: String(more.at(-1) ?? least),
      floor: String(least),
      ratio: (more.at(-1) ?? least) / least,
      atMost: 1.3,
    });
  await pool.end();
  await closeDatabase();
  await postgres.stop();
  return lines;
}

async function ofSize(pool: Pool, { caller }: Person, size: number): Promise<Line[]> {
  const id = caller.user.id;
  const raw =
    (name: string, text: string, values: unknown[] = []) =>
    () =>
      pool.query({ name, text, values });
  const { epoch, seq } = await getCounts({ caller });
  const line = async (
    bar: string,
    what: string,
    bound: Pick<Line, "atMost" | "atLeast">,
    floorAct: () => Promise<unknown>,
    act: () => Promise<unknown>,
  ): Promise<Line> => {
    const { ours, floor, ...rounds } = await byTurns({ floor: () => timed(floorAct), ours: () => timed(act), steady: "ms" });
    return {
      bar,
      what: `${what} of ${size} rows (ms)`,
      ours: ours.ms.toFixed(3),
      floor: floor.ms.toFixed(3),
      ratio: ours.ms / floor.ms,
      ...bound,
      ...rounds,
      void: 0,
    };
  };
  const page = `SELECT id, type, payload, created_at, read_at, seq FROM notifications
    WHERE user_id = $1 AND counted AND removed_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 21`;
  const changed = "SELECT id, type, payload, created_at, read_at, seq FROM notifications WHERE user_id = $1 AND seq > $2 ORDER BY seq";
  return [
    await line("P4", "counts", { atMost: 2 }, raw("one", "SELECT 1"), () => getCounts({ caller })),
    await line("P4", "the first page", { atMost: 1 / 0.8 }, raw("page", page, [id]), () =>
      listNotifications({ caller, query: { limit: 20 } as never }),
    ),
    await line("P5", `${missed} missed changes`, { atMost: 2 }, raw("changed", changed, [id, seq - missed]), () =>
      syncInbox(id, { since: seq - missed, epoch }),
    ),
  ];
}
