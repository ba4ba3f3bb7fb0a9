import { describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, askClass, makeClass, makeCourse, makeStudent, type Person } from "#lib/testing/factories.ts";
import { usePublished } from "#lib/testing/published.ts";
import { waitFor } from "#lib/testing/sockets.ts";
import { db } from "../db/client";
import { getThread } from "./get-thread";
import { emitLeftoverVotes, unvote, vote } from "./votes";

useTestDatabase();
const published = usePublished();
const by = (person: Person, id: string) => ({ caller: person.caller, params: { id } });
const told = () =>
  published.events.flatMap((outbound) => (outbound.to === "course" && outbound.event === "course:thread" ? outbound.body : []));

describe("a vote", () => {
  it("counts once for a person and follows, without a version or a row in an inbox", async () => {
    const scene = await makeClass();
    const [one, two] = scene.classmates;
    const thread = await askClass(scene);
    expect(await vote(by(one, thread.id))).toEqual({ votes: 1, voted: true, follow: "answers" });
    expect(await vote(by(one, thread.id))).toEqual({ votes: 1, voted: true, follow: "answers" });
    expect(await vote(by(two, thread.id))).toMatchObject({ votes: 2 });
    expect(await unvote(by(two, thread.id))).toEqual({ votes: 1, voted: false, follow: "answers" });
    expect(await getThread({ ...by(one, thread.id), query: {} })).toMatchObject({ votes: 1, voted: true, version: 1 });
    expect(await db().notification.count({ where: { userId: one.user.id } })).toBe(0);

    await expect(vote(by(scene.student, thread.id))).rejects.toMatchObject({ message: "Your own question counts already" });
    await expect(vote(by(scene.lecturer, thread.id))).rejects.toMatchObject({ code: "forbidden" });
    await expect(vote(by(await makeStudent(), thread.id))).rejects.toMatchObject({ code: "forbidden" });
    await expect(vote(by(one, (await ask(scene)).id))).rejects.toMatchObject({ code: "forbidden" });
    await db().course.update({ where: { id: scene.courseId }, data: { archivedAt: new Date() } });
    await expect(vote(by(two, thread.id))).rejects.toMatchObject({ code: "conflict" });
  });

  it("is told at most once a second a thread, however many there are, and the last figure is told", async () => {
    const scene = await makeClass();
    const voters = await Promise.all(Array.from({ length: 30 }, () => makeStudent()));
    await db().enrollment.createMany({ data: voters.map(({ user }) => ({ courseId: scene.courseId, studentId: user.id })) });
    const thread = await askClass(scene);
    published.clear();
    const began = performance.now();
    for (const voter of voters) await vote(by(voter, thread.id));
    await waitFor(() => told().at(-1)?.thread.votes === voters.length);
    const seconds = (performance.now() - began) / 1000;

    expect(told().length).toBeLessThanOrEqual(Math.floor(seconds) + 1);
    expect(told().map(({ seq }) => seq)).toEqual(told().map((_, n) => n + 2));
  });

  it("that a process left untold is told by the next look of any", async () => {
    const scene = await makeClass();
    const thread = await askClass(scene);
    published.clear();
    await db().thread.update({ where: { id: thread.id }, data: { votes: 3 } });
    await emitLeftoverVotes();

    expect(told()).toMatchObject([{ thread: { id: thread.id, votes: 3 } }]);

    await emitLeftoverVotes();
    expect(told()).toHaveLength(1);

    await makeCourse(scene.lecturer);
  });
});
