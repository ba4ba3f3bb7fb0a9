import fc from "fast-check";
import { v7 as uuid } from "uuid";
import { describe, expect, it } from "vitest";
import type { InboxEvent } from "#lib/client/inbox/apply-event.ts";
import { createInboxStore, type InboxStore } from "#lib/client/inbox/inbox-store.ts";
import { currentFigures, groupsOf, rowsOf, unclearThreads } from "#lib/client/inbox/inbox-threads.ts";
import type { Message } from "#lib/contract/discussions.ts";
import type { Notification } from "#lib/contract/notifications.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, askClass, makeClass, type Person, type Scene, testRequest } from "#lib/testing/factories.ts";
import { doJobs } from "#lib/testing/jobs.ts";
import { commit } from "../commit";
import { read, type Sql, sql } from "../db/sql";
import { addMessage } from "../discussions/add-message";
import { announce } from "../discussions/announcements";
import { deleteMessage } from "../discussions/change-message";
import { changeThread, reopenThread, resolveThread } from "../discussions/change-status";
import { deleteThread } from "../discussions/delete-thread";
import { readThread } from "../discussions/read-thread";
import { unvote, vote } from "../discussions/votes";
import { isAppError } from "../errors";
import { bus, type OutboundEvent } from "../events/bus";
import { changeInboxes } from "./inbox-changes";
import { listInboxThreads } from "./list-inbox-threads";
import { listNotifications } from "./list-notifications";
import { markRead, markUnread } from "./mark";
import { syncInbox } from "./sync-inbox";

useTestDatabase();

/** How often random acts are tried. `RUNS=2000` is the long form. Every run of the tests tries others. */
const runs = Number(process.env.RUNS || 60);
const acts = 50;

/** A person's open page: its inbox, and the events that will arrive, each at its place in the order of arrival. */
type Tab = { person: Person; store: InboxStore; coming: { event: InboxEvent; at: number }[] };

type By = "thread" | undefined;
const pageOf = ({ caller }: Person, group: By, limit: number, cursor?: string) =>
  listNotifications({ caller, query: { filter: "all", group, limit, cursor } });

async function openTab(person: Person, group: By): Promise<Tab> {
  return { person, store: createInboxStore(await pageOf(person, group, 5)), coming: [] };
}

/** Fetches the numbers of threads that are no longer certain, as a page that shows threads does. null when all are. */
async function threadsEvent({ person, store }: Tab): Promise<InboxEvent | null> {
  const asked = unclearThreads(store.getState()).slice(0, 100);
  if (asked.length === 0) return null;
  return { kind: "threads", asked, answer: await listInboxThreads({ caller: person.caller, query: { ids: asked } }) };
}

/** Syncs as a page does. The answer may be applied much later, after other events. */
async function syncEvent({ person, store }: Tab, group: By): Promise<InboxEvent> {
  const { contiguousSeq: complete, epoch } = store.getState();
  const answer = await syncInbox(person.user.id, { since: complete, epoch });
  if (answer.mode === "delta") return { kind: "delta", answer };
  return { kind: "page", page: await pageOf(person, group, 5) };
}

function eventOf(outbound: Extract<OutboundEvent, { to: "user" }>): InboxEvent | null {
  if (outbound.event === "notification") return { kind: "notification", body: outbound.body };
  if (outbound.event === "notifications:read") return { kind: "read", body: outbound.body };
  if (outbound.event === "notifications:removed") return { kind: "removed", body: outbound.body };
  return null;
}

const isStaff = (scene: Scene, person: Person) => person === scene.lecturer || person.user.first_name === "Ada";

/** A small class: a lecturer, an assistant, two students, and the threads and messages so far. */
type World = { scene: Scene; people: Person[]; threads: { id: string; student: Person; isOfClass: boolean; messages: Message[] }[] };

/** Does a random act as a random person, by the verbs of the API. Those refuse what the person may not do. */
async function act(world: World, tabs: Tab[], pick: () => number): Promise<void> {
  const { scene, people } = world;
  const one = <Item>(items: readonly Item[]): Item | undefined => items[pick() % Math.max(1, items.length)];
  const tab = one(tabs);
  const thread = one(world.threads);
  if (!tab) return;
  const { caller } = tab.person;
  const rows = Object.values(tab.store.getState().byId);
  const ids = [one(rows)?.id, one(rows)?.id].filter((id) => id !== undefined);
  const mine = thread && (thread.isOfClass || thread.student === tab.person || isStaff(scene, tab.person)) ? tab.person : undefined;
  const writer = mine ?? thread?.student;
  switch (pick() % 14) {
    case 0:
    case 1: {
      const student = one(people.filter((person) => !isStaff(scene, person))) ?? scene.student;
      const isOfClass = pick() % 2 === 0;
      const asked = await (isOfClass ? askClass({ ...scene, student }) : ask({ ...scene, student }));
      world.threads.push({ id: asked.id, student, isOfClass, messages: [] });
      return;
    }
    case 2:
    case 3:
    case 4:
      if (thread && writer)
        thread.messages.push(
          await addMessage({ caller: writer.caller, params: { id: thread.id }, body: { content: "And then?" }, request: testRequest() }),
        );
      return;
    case 5:
      if (thread && mine) await readThread({ caller, params: { id: thread.id }, body: {} });
      return;
    case 6:
      if (thread && mine) await (pick() % 2 ? resolveThread : reopenThread)({ caller, params: { id: thread.id } });
      return;
    case 7:
      if (ids.length > 0) await (pick() % 2 ? markRead : markUnread)({ caller, body: { ids } });
      return;
    case 8:
      await markRead({ caller, body: { up_to_seq: tab.store.getState().seq } });
      return;
    case 9: {
      const message = thread && one(thread.messages);
      if (message && pick() % 2) await deleteMessage({ caller: scene.lecturer.caller, params: { id: message.id } });
      else if (thread && pick() % 3 === 0) await deleteThread({ caller: scene.lecturer.caller, params: { id: thread.id } });
      return;
    }
    case 11:
      if (thread) await (pick() % 3 ? vote : unvote)({ caller, params: { id: thread.id } });
      return;
    case 12:
      // Jobs notify followers, and the class of announcements.
      await doJobs();
      return;
    case 13:
      if (pick() % 3)
        await announce({
          caller,
          params: { id: scene.courseId },
          body: { title: "Monday", content: "No lecture." },
          request: testRequest(),
        });
      else if (thread) await changeThread({ caller, params: { id: thread.id }, body: { visibility: "private" } });
      return;
    case 10: {
      const payload = { userId: uuid(), email: "new@test.example", role: "student", timestamp: new Date().toISOString() };
      await commit((unit) =>
        changeInboxes(unit, [{ userId: tab.person.user.id, kind: "add", notification: { type: "user/created", payload } }]),
      );
    }
  }
}

/** Puts each event on its way to each page of its person: not at all, once or twice, at random places. */
function deliver(published: OutboundEvent[], tabs: Tab[], pick: () => number): void {
  for (const outbound of published) {
    if (outbound.to !== "user") continue;
    const event = eventOf(outbound);
    if (!event) continue;
    for (const tab of tabs.filter(({ person }) => person.user.id === outbound.userId))
      for (let copies = pick() % 3; copies > 0; copies--) tab.coming.push({ event, at: pick() % 100 });
  }
}

/** Threads with flags that differ from what their notifications say. */
const untrueFlags = (courseId: string) => {
  const unread = (who: Sql) => sql`EXISTS (
    SELECT 1
    FROM notifications n
    WHERE n.thread_id = t.id AND n.user_id = ${who} AND n.counted AND n.removed_at IS NULL AND n.read_at IS NULL)`;
  return read(sql`
    SELECT t.id FROM threads t WHERE t.course_id = ${courseId}::uuid
      AND (t.student_unread <> ${unread(sql`t.student_id`)} OR t.lecturer_unread <> ${unread(sql`t.lecturer_id`)}
        OR EXISTS (SELECT 1 FROM users u LEFT JOIN thread_members m ON m.thread_id = t.id AND m.user_id = u.id
          WHERE coalesce(m.unread, false) <> ${unread(sql`u.id`)}))`);
};

/** What a person sees of rows. Without the `seq` of their last change, of which a mark of a whole thread tells pages only roughly. */
const seen = (rows: Notification[]) => rows.map(({ id, read, type }) => ({ id, read, type }));

/** The lines of the grouped inbox, with the unread number of each thread. */
const lines = ({ store }: Tab) => {
  const state = store.getState();
  return groupsOf(state, rowsOf(state)).map(({ latest, threadId, unread }) => ({ id: latest.id, read: latest.read, threadId, unread }));
};

/** The numbers of threads that this page holds to be certain although they are wrong. */
function untrueNumbers(state: ReturnType<InboxStore["getState"]>, unread: Map<string, number>): unknown[] {
  const sure = Object.keys(state.threads).flatMap((id) => currentFigures(state, id) && { id, says: state.threads[id]?.unread });
  return sure.filter((one) => one && one.says !== (unread.get(one.id) ?? 0));
}

async function unreadByThread(userId: string): Promise<Map<string, number>> {
  const rows = await read<{ thread_id: string; count: number }>(sql`
    SELECT thread_id, count(*)::int AS count FROM notifications
    WHERE user_id = ${userId}::uuid AND thread_id IS NOT NULL AND counted AND removed_at IS NULL AND read_at IS NULL
    GROUP BY thread_id`);
  return new Map(rows.map(({ thread_id, count }) => [thread_id, count]));
}

/** Delivers all events that are on their way, half of them before a last sync and half after it. Then loads the list to its end. */
async function comeToRest(tab: Tab, group: By): Promise<void> {
  const late = tab.coming.splice(Math.floor(tab.coming.length / 2));
  for (const { event } of tab.coming) tab.store.apply(event);
  tab.store.apply(await syncEvent(tab, group));
  for (const { event } of late) tab.store.apply(event);
  while (tab.store.getState().nextCursor !== null) {
    const page = await pageOf(tab.person, group, 20, tab.store.getState().nextCursor ?? undefined);
    tab.store.apply({ kind: "older", page });
  }
}

async function expectEqual(tab: Tab, group: By): Promise<void> {
  const fresh = await pageOf(tab.person, group, 100);
  if (group) {
    expect(untrueNumbers(tab.store.getState(), await unreadByThread(tab.person.user.id))).toEqual([]);
    const event = await threadsEvent(tab);
    if (event) tab.store.apply(event);
    expect(unclearThreads(tab.store.getState())).toEqual([]);
    expect(lines(tab)).toEqual(lines({ ...tab, store: createInboxStore(fresh) }));
  } else expect(seen(rowsOf(tab.store.getState()))).toEqual(seen(fresh.notifications));
  expect(tab.store.getState()).toMatchObject({ counts: fresh.counts, seq: fresh.seq, contiguousSeq: fresh.seq, outOfOrder: [] });
}

async function liveThrough(pick: () => number, group: By): Promise<void> {
  const scene = await makeClass();
  const [classmate] = scene.classmates;
  const world: World = { scene, people: [scene.lecturer, scene.assistant, scene.student, classmate], threads: [] };
  const tabs = await Promise.all(
    [scene.lecturer, scene.lecturer, scene.assistant, scene.student, classmate].map((person) => openTab(person, group)),
  );
  bus.listen((published) => deliver(published, tabs, pick));
  try {
    for (let n = 0; n < acts; n++) {
      await act(world, tabs, pick).catch((error: unknown) => {
        if (!isAppError(error)) throw error;
      });
      for (const tab of tabs) {
        if (pick() % 20 === 0) tab.coming.push({ event: await syncEvent(tab, group), at: pick() % 100 });
        const threads = group && pick() % 10 === 0 ? await threadsEvent(tab) : null;
        if (threads) tab.coming.push({ event: threads, at: pick() % 100 });
        tab.coming.sort((a, b) => a.at - b.at);
        for (const { event } of tab.coming.splice(0, pick() % 4)) tab.store.apply(event);
      }
    }
  } finally {
    bus.listen(null);
  }
  for (const tab of tabs) {
    await comeToRest(tab, group);
    await expectEqual(tab, group);
  }
  expect(await untrueFlags(scene.courseId)).toEqual([]);
}

describe.each([
  { group: "thread", times: runs },
  { group: undefined, times: Math.ceil(runs / 4) },
] as const)("an inbox by $group", ({ group, times }) => {
  it(`any mix of loss, doubling and reordering, followed by one sync, ends equal to a fresh fetch (${times} runs of ${acts} acts)`, async () => {
    const property = fc.asyncProperty(fc.infiniteStream(fc.nat()), (noise) => liveThrough(() => noise.next().value ?? 0, group));
    await fc.assert(property, { numRuns: times });
  }, 600_000);
});
