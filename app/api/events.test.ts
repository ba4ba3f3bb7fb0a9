import { describe, expect, it } from "vitest";
import { createInboxStore, type InboxStore } from "#lib/client/inbox/inbox-store.ts";
import { threadReducer, threadState } from "#lib/client/thread/thread-state.ts";
import { type ServerToClientEvents, serverEvents, syncAnswerSchema } from "#lib/contract/events.ts";
import { inboxPageSchema, type NotificationType, notificationTypes, type PayloadOf } from "#lib/contract/notifications.ts";
import { commit } from "#lib/server/commit.ts";
import { addMessage } from "#lib/server/discussions/add-message.ts";
import { deleteMessage, editMessage } from "#lib/server/discussions/change-message.ts";
import { reopenThread, resolveThread } from "#lib/server/discussions/change-status.ts";
import { deleteThread } from "#lib/server/discussions/delete-thread.ts";
import { getThread } from "#lib/server/discussions/get-thread.ts";
import { readThread } from "#lib/server/discussions/read-thread.ts";
import type { OutboundEvent } from "#lib/server/events/bus.ts";
import { changeInboxes } from "#lib/server/notifications/inbox-changes.ts";
import { listNotifications } from "#lib/server/notifications/list-notifications.ts";
import { markRead, markUnread } from "#lib/server/notifications/mark.ts";
import { syncInbox } from "#lib/server/notifications/sync-inbox.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makePerson, makeScene, type Person, type Scene, testRequest } from "#lib/testing/factories.ts";
import { usePublished } from "#lib/testing/published.ts";

useTestDatabase();
const published = usePublished();

type Event = keyof ServerToClientEvents;
/** The state before an act: a question and its answer, both unread, and the ids that acts need. */
type Before = { scene: Scene; threadId: string; answerId: string; rowOf: (person: Person) => Promise<string> };
type Case = { act: (before: Before) => Promise<unknown>; events: Event[] };

const inboxOf = (person: Person) => listNotifications({ caller: person.caller, query: { filter: "all", limit: 100, cursor: undefined } });
const threadOf = (person: Person, id: string) => getThread({ caller: person.caller, params: { id }, query: {} });
const by = (person: Person, id: string) => ({ caller: person.caller, params: { id } });
const replyBy = (person: Person, id: string) => addMessage({ ...by(person, id), body: { content: "And then?" }, request: testRequest() });

/** Payloads of the notifications that do not come from a thread's verbs. */
const payloads: Omit<PayloadOf, "thread/discussion"> = {
  "user/created": { userId: crypto.randomUUID(), email: "new@test.example", role: "student", timestamp: new Date().toISOString() },
  "user/deleted": { userId: crypto.randomUUID(), email: "old@test.example", role: "student", timestamp: new Date().toISOString() },
  "course/created": {
    courseId: crypto.randomUUID(),
    courseTitle: "Programming 2",
    lecturerId: crypto.randomUUID(),
    timestamp: new Date().toISOString(),
  },
  "video/uploaded": {
    videoId: crypto.randomUUID(),
    videoTitle: "Loops",
    courseId: crypto.randomUUID(),
    lecturerId: crypto.randomUUID(),
    timestamp: new Date().toISOString(),
  },
  "course/announcement": {
    courseId: crypto.randomUUID(),
    courseTitle: "Programming 2",
    threadId: crypto.randomUUID(),
    title: "No lecture on Monday",
    preview: "The hall is closed.",
    authorName: "Jane Smith",
    timestamp: new Date().toISOString(),
  },
};
const tell = (type: Exclude<NotificationType, "thread/discussion">) => async (before: Before) => {
  const people = [before.scene.student, before.scene.lecturer];
  await commit((unit) =>
    changeInboxes(
      unit,
      people.map(({ user }) => ({ userId: user.id, kind: "add", notification: { type, payload: payloads[type] } })),
    ),
  );
};

const cases: Record<string, Case> = {
  thread_created: { act: ({ scene }) => ask(scene), events: ["notification"] },
  "message_added by the student": {
    act: ({ scene, threadId }) => replyBy(scene.student, threadId),
    events: ["notification", "notifications:read", "thread:message", "thread:updated"],
  },
  "message_added by the lecturer": {
    act: ({ scene, threadId }) => replyBy(scene.lecturer, threadId),
    events: ["notification", "thread:message"],
  },
  thread_read: {
    act: ({ scene, threadId }) => readThread({ ...by(scene.student, threadId), body: {} }),
    events: ["notification", "notifications:read"],
  },
  thread_resolved: {
    act: ({ scene, threadId }) => resolveThread(by(scene.lecturer, threadId)),
    events: ["notification", "thread:updated"],
  },
  "resolved and reopened": {
    act: async ({ scene, threadId }) => {
      await resolveThread(by(scene.student, threadId));
      await reopenThread(by(scene.lecturer, threadId));
    },
    events: ["notification", "notifications:read", "thread:updated"],
  },
  "a follow-up that reopens": {
    act: async ({ scene, threadId }) => {
      await resolveThread(by(scene.lecturer, threadId));
      await replyBy(scene.student, threadId);
    },
    events: ["notification", "notifications:read", "thread:message", "thread:updated"],
  },
  "an edit": {
    act: ({ scene, answerId }) => editMessage({ ...by(scene.lecturer, answerId), body: { content: "Better said." } }),
    events: ["thread:message"],
  },
  "an edited question": {
    act: async ({ scene, threadId }) => {
      const [question] = (await threadOf(scene.student, threadId)).messages;
      await editMessage({ ...by(scene.student, question?.id ?? ""), body: { content: "How is that better said?" } });
    },
    events: ["thread:message", "thread:updated"],
  },
  "a message retracted": {
    act: ({ scene, answerId }) => deleteMessage(by(scene.lecturer, answerId)),
    events: ["notifications:removed", "thread:removed", "thread:updated"],
  },
  "a thread retracted": {
    act: ({ scene, threadId }) => deleteThread(by(scene.lecturer, threadId)),
    events: ["notifications:removed", "thread:removed"],
  },
  "read by ids": {
    act: async ({ scene, rowOf }) => markRead({ caller: scene.student.caller, body: { ids: [await rowOf(scene.student)] } }),
    events: ["notifications:read"],
  },
  "read by thread": {
    act: ({ scene, threadId }) => markRead({ caller: scene.student.caller, body: { thread_id: threadId } }),
    events: ["notifications:read"],
  },
  "all read": {
    act: ({ scene }) => markRead({ caller: scene.student.caller, body: { up_to_seq: Number.MAX_SAFE_INTEGER } }),
    events: ["notifications:read"],
  },
  unread: {
    act: async ({ scene, rowOf }) => {
      const ids = [await rowOf(scene.student)];
      await markRead({ caller: scene.student.caller, body: { ids } });
      await markUnread({ caller: scene.student.caller, body: { ids } });
    },
    events: ["notifications:read"],
  },
  ...Object.fromEntries(
    notificationTypes.flatMap((type) => (type === "thread/discussion" ? [] : [[type, { act: tell(type), events: ["notification"] }]])),
  ),
};

/** Events that change no state: answers to pings, who types, positions ahead (sync.test.ts, thread-channel.test.ts), and lists to fetch again. */
type Stateless =
  | "pong"
  | "thread:typing"
  | "notifications:head"
  | "thread:head"
  | "courses:changed"
  | "users:changed"
  | "school:changed"
  // Tried in lib/server/discussions/feed-convergence.test.ts and claims.test.ts.
  | "course:thread"
  | "course:thread_removed"
  | "thread:claimed";
const stateful: Record<Exclude<Event, Stateless>, true> = {
  notification: true,
  "notifications:read": true,
  "notifications:removed": true,
  "thread:message": true,
  "thread:updated": true,
  "thread:removed": true,
};

describe("events", () => {
  it("are all tried here", () => {
    const covered = new Set(Object.values(cases).flatMap(({ events }) => events));
    expect([...covered].toSorted()).toEqual(Object.keys(stateful).toSorted());
  });

  /** Hands an event to the reducer, as use-thread.ts does. */
  function onThread(
    state: ReturnType<typeof threadState>,
    outbound: Extract<OutboundEvent, { to: "thread" }>,
  ): ReturnType<typeof threadState> {
    switch (outbound.event) {
      case "thread:message":
        return threadReducer(state, { type: "message", ...outbound.body });
      case "thread:updated":
        return threadReducer(state, { type: "updated", ...outbound.body });
      case "thread:removed":
        return threadReducer(state, { type: "removed", messageId: outbound.body.messageId, version: outbound.body.version });
      default:
        return state;
    }
  }

  async function syncNow(person: Person, store: InboxStore): Promise<void> {
    const answer = await syncInbox(person.user.id, { since: store.getState().contiguousSeq });
    if (answer.mode === "delta") store.apply({ kind: "delta", answer });
  }

  it.each(Object.entries(cases))("of %s make what was fetched before equal to a fresh fetch", async (_, { act, events }) => {
    const scene = await makeScene();
    const { id: threadId } = await ask(scene);
    const { id: answerId } = await replyBy(scene.lecturer, threadId);

    await replyBy(scene.student, threadId);
    await replyBy(scene.lecturer, threadId);
    const rowOf = async (person: Person) => (await inboxOf(person)).notifications[0]?.id ?? "";
    const people = [scene.student, scene.lecturer, await makePerson("admin")];
    const stores = await Promise.all(people.map(async (person) => createInboxStore(await inboxOf(person))));
    const screens = await Promise.all(people.slice(0, 2).map(async (p) => threadState(await threadOf(p, threadId))));
    published.clear();

    await act({ scene, threadId, answerId, rowOf });

    const told = published.events.flatMap((outbound) =>
      "event" in outbound && Object.hasOwn(stateful, outbound.event) ? [outbound.event] : [],
    );

    expect([...new Set(told)].toSorted()).toEqual(events.toSorted());

    // Parsed as it is sent, by the schemas that also make the description of the events.
    for (const outbound of published.events)
      if ("event" in outbound) serverEvents[outbound.event]?.parse(JSON.parse(JSON.stringify(outbound.body)));
    for (const [n, person] of people.entries()) {
      const store = stores[n];
      for (const { event, body } of published.to(person.user.id)) {
        if (event === "notification") store?.apply({ kind: "notification", body });
        if (event === "notifications:read") store?.apply({ kind: "read", body });
        if (event === "notifications:removed") store?.apply({ kind: "removed", body });
        // A page that learns of a position ahead of its own syncs (sync.test.ts).
        if (event === "notifications:head" && store?.apply({ kind: "head", body })) await syncNow(person, store);
      }
      syncAnswerSchema.parse(await syncInbox(person.user.id, { since: 0 }));
      const fresh = inboxPageSchema.parse(await inboxOf(person));
      const {
        order,
        byId,
        counts,
        seq,
        contiguousSeq: complete,
        outOfOrder: ahead,
      } = store?.getState() ?? createInboxStore(fresh).getState();
      // Marking a whole thread, or all, does not name the rows that change. So pages do not know their new `seq`, and nothing needs it.
      const shown = order.map((id) => ({ ...byId[id], seq: 0 }));
      expect(shown).toEqual(fresh.notifications.map((row) => ({ ...row, seq: 0 })));
      expect({ counts, seq, complete, ahead }).toEqual({ counts: fresh.counts, seq: fresh.seq, complete: fresh.seq, ahead: [] });
      expect(await syncInbox(person.user.id, { since: complete })).toMatchObject({ mode: "delta", changes: [] });
    }
    for (const [n, screen] of screens.entries()) {
      const person = people[n] as Person;
      const events = published.events.filter((outbound) => outbound.to === "thread").filter((outbound) => outbound.threadId === threadId);
      const after = events.reduce(onThread, screen);
      const fresh = await threadOf(person, threadId).catch(() => null);
      expect(after.ended !== null).toBe(fresh === null);
      if (!fresh) continue;
      const { messages, student_unread, lecturer_unread, unread, ...thread } = fresh;
      expect(after.messages).toEqual(messages);
      // Flags are of one reader and come with the inbox. `updated_at` sorts lists and comes with them.
      expect({ ...after.thread, version: after.version }).toMatchObject({ ...thread, updated_at: expect.any(String) });
      expect(after.serverVersion).toBe(fresh.version);
    }
  });
});
