import { closeDatabase, openDatabase } from "#lib/server/db/open.ts";
import { sql, write } from "#lib/server/db/sql.ts";
import { addMessage } from "#lib/server/discussions/add-message.ts";
import { getThread } from "#lib/server/discussions/get-thread.ts";
import { listClassThreads } from "#lib/server/discussions/list-class-threads.ts";
import { listQueue } from "#lib/server/discussions/list-queue.ts";
import { listThreads } from "#lib/server/discussions/list-threads.ts";
import { getCounts } from "#lib/server/notifications/get-counts.ts";
import { listNotifications } from "#lib/server/notifications/list-notifications.ts";
import { syncInbox } from "#lib/server/notifications/sync-inbox.ts";
import { listUsers } from "#lib/server/users/list-users.ts";
import { testRequest } from "#lib/testing/factories.ts";
import { growSchool, makeSchool, type School } from "#lib/testing/large-school.ts";
import { startThrowaway } from "#lib/testing/throwaway-postgres.ts";
import { Unavailable } from "../report";
import { type Curve, collector, medianMs } from "./curve";

/** Rows of one statement. A server gives each 30 s. */
const atOnce = 50_000;

/** What people do, each with the table that grows under it. */
function actsOf({ student, lecturer, courseId, threadId, classThreadId }: School): Record<string, () => Promise<unknown>> {
  const { caller } = student;
  return {
    "users: a page of people": () => listUsers({ query: { limit: 20 } }),
    "users: a search for a name": () => listUsers({ query: { query: "nobody is called so", limit: 20 } }),
    "threads: one's own": () => listThreads({ caller, query: { limit: 20 } }),
    "threads: the queue": () => listQueue({ caller: lecturer.caller }),
    "threads: of the class": () =>
      listClassThreads({ caller, params: { id: courseId }, query: { filter: "all", sort: "votes", limit: 20 } }),
    "notifications: counts": () => getCounts({ caller }),
    "notifications: the inbox": () => listNotifications({ caller, query: { filter: "all", group: "thread", limit: 20 } }),
    "notifications: a catch-up": () => syncInbox(caller.user.id, { since: 10 }),
    "messages: a thread": () => getThread({ caller, params: { id: threadId }, query: { messages_limit: 50 } }),
    "messages: a reply": () =>
      addMessage({ caller, params: { id: classThreadId }, body: { content: "And when the list is empty?" }, request: testRequest() }),
  };
}

/** What a few people's work costs while the school around them grows a hundredfold: users, threads, messages and notifications together. */
export async function sizes(most: number, rounds: number): Promise<Curve> {
  const postgres = await startThrowaway({ fsync: true });
  if (!postgres) throw new Unavailable("PostgreSQL 15 is needed as an installed program (initdb, postgres)");
  await openDatabase({ databaseUrl: postgres.url, dataDir: "" });
  const acts = actsOf(await makeSchool(60, 0));
  const { add, lines } = collector();
  const steps = [most / 100, most / 10, most].map((size) => Math.max(10, Math.round(size / 10) * 10));
  let rows = 0;
  for (const size of steps) {
    for (; rows < size; rows = Math.min(size, rows + atOnce)) await growSchool(rows, Math.min(size, rows + atOnce));
    await write(sql`ANALYZE users, threads, messages, notifications, thread_members, courses, course_staff, enrollments, videos, inbox`);
    console.log(`sizes: ${size} rows in each table`);
    for (const [name, act] of Object.entries(acts)) add(name, await medianMs(20 * rounds, act));
  }
  await closeDatabase();
  await postgres.stop();
  return {
    title: "What one person's request takes while the school around them grows",
    x: { label: "users, threads, messages and notifications of the school, each", values: steps },
    unit: "ms",
    lines: lines(),
  };
}
