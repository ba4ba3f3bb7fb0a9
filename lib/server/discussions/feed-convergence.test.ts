import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { subscribeToFeed } from "#lib/client/feed/course-feed.ts";
import type { AppSocket } from "#lib/client/socket.ts";
import type { ThreadShared } from "#lib/contract/discussions.ts";
import { threadSharedSchema } from "#lib/contract/discussions.ts";
import { serverEvents } from "#lib/contract/events.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, askClass, type ClassScene, makeClass, type Person, testRequest } from "#lib/testing/factories.ts";
import { isAppError } from "../errors";
import { bus, type OutboundEvent } from "../events/bus";
import { addMessage } from "./add-message";
import { deleteMessage, editMessage } from "./change-message";
import { changeThread } from "./change-status";
import { deleteThread } from "./delete-thread";
import { feedHead } from "./feed";
import { acceptMessage, endorseMessage, unacceptMessage } from "./judge-message";
import { listClassThreads } from "./list-class-threads";
import { syncClass } from "./sync-class";
import { emitVotes, unvote, vote } from "./votes";

useTestDatabase();

/** How often random acts are tried. `RUNS=500` is the long form. Every run of the tests tries others. */
const runs = Number(process.env.RUNS || 20);
const acts = 30;
type CourseEvent = Extract<OutboundEvent, { to: "course" }>;

/** What browsers have and Node.js lacks, as far as the feed needs it. */
const browser = { window: new EventTarget(), document: Object.assign(new EventTarget(), { visibilityState: "visible" }) };
beforeEach(() => Object.assign(globalThis, browser));
afterEach(() => {
  for (const name of Object.keys(browser)) Reflect.deleteProperty(globalThis, name);
});

/** Opens a person's page with the class's list. `hear` gives it an event, which the test may also lose, double or reorder. */
async function openPage(person: Person, { courseId }: ClassScene) {
  const rows = new Map<string, ThreadShared>();
  const read = async () => {
    const head = await feedHead(courseId);
    const query = { filter: "all", sort: "recent", limit: 100 } as const;
    const { items } = await listClassThreads({ caller: person.caller, params: { id: courseId }, query });
    rows.clear();
    for (const thread of items) rows.set(thread.id, threadSharedSchema.strip().parse(thread));
    return head;
  };
  const from = await read();
  const handlers = new Map<string, (body: never) => void>();
  /** How many requests have no answer yet, including those for lists. */
  let open = 0;
  const during = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    open++;
    try {
      return await ask();
    } finally {
      open--;
    }
  };
  const answer = (event: string, body: never) =>
    during<object>(async () => (event === "course:sync" ? syncClass(person.caller, body) : { ok: true, ...(await feedHead(courseId)) }));
  const socket = {
    connected: true,
    on: (event: string, handler: (body: never) => void) => handlers.set(event, handler),
    off: () => undefined,
    emit: () => undefined,
    timeout: () => ({ emitWithAck: answer }),
  };
  const stop = subscribeToFeed(socket as unknown as AppSocket, courseId, from, {
    onThread: (thread) => rows.set(thread.id, thread),
    onRemoved: (threadId) => rows.delete(threadId),
    onStale: () => void during(read),
  });
  const hear = ({ event, body }: CourseEvent) => {
    serverEvents[event].parse(JSON.parse(JSON.stringify(body)));
    handlers.get(event)?.(body as never);
  };
  return { rows, hear, stop, isAsking: () => open > 0 };
}

const by = (person: Person, id: string) => ({ caller: person.caller, params: { id } });

/** Does a random act as a random person, by the verbs of the API. Those refuse what the person may not do. */
async function act(scene: ClassScene, known: { threads: string[]; messages: string[] }, pick: () => number): Promise<void> {
  const one = <Item>(items: readonly Item[]): Item | undefined => items[pick() % Math.max(1, items.length)];
  const person = one([scene.student, ...scene.classmates, scene.lecturer, scene.assistant]) ?? scene.student;
  const [id, messageId] = [one(known.threads), one(known.messages)];
  const kind = pick() % 12;
  if (kind < 2 || !id) known.threads.push((await (kind % 2 ? ask(scene) : askClass({ ...scene, student: scene.student }))).id);
  else if (kind < 5)
    known.messages.push((await addMessage({ ...by(person, id), body: { content: "And then?" }, request: testRequest() })).id);
  else if (kind === 5) await changeThread({ ...by(person, id), body: { status: pick() % 2 ? "open" : "resolved" } });
  else if (kind === 6) await changeThread({ ...by(person, id), body: { visibility: pick() % 2 ? "class" : "private" } });
  else if (kind === 7) await changeThread({ ...by(scene.student, id), body: { anonymous: true } });
  else if (kind === 8) await (pick() % 3 ? vote : unvote)(by(person, id));
  else if (kind === 9 && messageId) await (pick() % 2 ? acceptMessage : unacceptMessage)(by(person, messageId));
  else if (kind === 10 && messageId) await endorseMessage(by(person, messageId));
  else if (kind === 11 && messageId && pick() % 2) await deleteMessage(by(person, messageId));
  else if (kind === 11 && messageId) await editMessage({ ...by(person, messageId), body: { content: "Better said." } });
  else if (kind === 11 && pick() % 3 === 0) await deleteThread(by(scene.lecturer, id));
}

describe("the feed of a course", () => {
  it("ends equal to a fresh list after one sync, whatever was lost, doubled or reordered", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { minLength: acts * 4, maxLength: acts * 4 }), fc.array(fc.nat(9)), async (numbers, fates) => {
        const scene = await makeClass();
        const page = await openPage(scene.classmates[0], scene);
        const told: CourseEvent[] = [];
        bus.listen((events) => told.push(...events.filter((outbound) => outbound.to === "course")));
        let at = 0;
        const pick = () => numbers[at++ % numbers.length] ?? 0;
        const known = { threads: [], messages: [] };
        for (let n = 0; n < acts; n++)
          await act(scene, known, pick).catch((error: unknown) => {
            if (!isAppError(error)) throw error;
          });
        // Votes are told at most once a second.
        for (const id of known.threads) while (!(await emitVotes(id))) await new Promise((resolve) => setTimeout(resolve, 50));
        bus.listen(null);

        // Each event is lost, told late, told twice, or told once.
        const late: CourseEvent[] = [];
        for (const [n, event] of told.entries()) {
          const fate = fates[n % Math.max(1, fates.length)] ?? 9;
          if (fate < 2) continue;
          if (fate < 4) late.unshift(event);
          else for (let times = fate < 6 ? 2 : 1; times > 0; times--) page.hear(event);
        }
        for (const event of late) page.hear(event);
        // Sorted, because events of acts that commit at the same moment may come in any order.
        const seqs = told.map(({ body }) => body.seq).toSorted((a, b) => a - b);
        expect(seqs).toEqual(seqs.map((_, n) => n + 1));

        browser.window.dispatchEvent(new Event("online"));
        await settled(page);
        page.stop();
        const fresh = await openPage(scene.classmates[0], scene);
        fresh.stop();
        expect([...page.rows].toSorted()).toEqual([...fresh.rows].toSorted());
      }),
      { numRuns: runs, endOnFailure: true },
    );
  }, 240_000);
});

/** Waits until a page has had all its answers for 250 ms, which is longer than it waits for a gap to be filled. */
async function settled(page: { isAsking: () => boolean }): Promise<void> {
  for (let quiet = 0; quiet < 25; quiet = page.isAsking() ? 0 : quiet + 1) await new Promise((resolve) => setTimeout(resolve, 10));
}
