import fc from "fast-check";
import { v7 as uuid } from "uuid";
import { beforeEach, describe, expect, it } from "vitest";
import type { FiguresRow, HotMoment } from "#lib/contract/queue-figures.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makeCourse, makeLecturer, makeStudent, type Person } from "#lib/testing/factories.ts";
import { db } from "../db/client";
import { listFigures } from "./list-figures";
import { listQueue } from "./list-queue";

useTestDatabase();

/** How often random questions are counted. Every run of the tests tries others. */
const runs = Number(process.env.RUNS || 15);
const [hour, month] = [3600_000, 30 * 24];

type Place = { courseId: string; videoId: string; isCounted: boolean };
type World = { lecturer: Person; assistant: Person; students: string[]; places: Place[]; createdAt: Map<string, number> };

/** Two courses of a lecturer with two lectures each, of which one is deleted; a deleted course; and somebody else's. */
async function makeWorld(): Promise<World> {
  const [lecturer, other, assistant] = [await makeLecturer(), await makeLecturer(), await makeStudent()];
  const students: string[] = [];
  for (let n = 0; n < 5; n++) students.push((await makeStudent()).user.id);
  const [older, newer, deleted, foreign] = [
    await makeCourse(lecturer),
    await makeCourse(lecturer),
    await makeCourse(lecturer),
    await makeCourse(other),
  ];
  const more = async ({ courseId }: { courseId: string }, deletedAt: Date | null) => {
    const video = { id: uuid(), courseId, title: "Another lecture", url: "https://videos.example.edu/another.webm", deletedAt };
    await db().video.create({ data: video });
    return { courseId, videoId: video.id };
  };
  const [second, gone] = [await more(older, null), await more(newer, new Date())];
  await db().course.update({ where: { id: deleted.courseId }, data: { deletedAt: new Date() } });
  await db().video.updateMany({ where: { courseId: deleted.courseId }, data: { deletedAt: new Date() } });
  await db().courseStaff.create({ data: { courseId: older.courseId, userId: assistant.user.id, part: "assistant" } });
  const [at, before] = [Date.now(), Date.now() - hour];
  await db().course.update({ where: { id: older.courseId }, data: { createdAt: new Date(before), archivedAt: new Date() } });
  await db().course.update({ where: { id: newer.courseId }, data: { createdAt: new Date(at) } });
  return {
    ...{ lecturer, assistant, students },
    places: [
      ...[older, second, newer].map((place) => ({ ...place, isCounted: true })),
      ...[gone, deleted, foreign].map((place) => ({ ...place, isCounted: false })),
    ],
    createdAt: new Map([
      [older.courseId, before],
      [newer.courseId, at],
    ]),
  };
}

/** A question as it is drawn by lot. `age` in hours, `answeredAfter` in seconds. */
type Drawn = {
  place: number;
  student: number;
  second: number | null;
  anonymous: boolean;
  age: number;
  answeredAfter: number | null;
  waits: boolean;
  isQuestion: boolean;
  /** It changed a moment ago. */
  isTouched: boolean;
};
const drawn: fc.Arbitrary<Drawn> = fc.record({
  place: fc.nat(5),
  student: fc.nat(4),
  second: fc.oneof(
    { weight: 9, arbitrary: fc.nat(50) },
    { weight: 4, arbitrary: fc.nat(150) },
    fc.constant(null),
    fc.constant(2_147_483_647),
  ),
  anonymous: fc.boolean(),
  age: fc.oneof({ weight: 5, arbitrary: fc.nat(month - 1) }, fc.nat(23), fc.integer({ min: month, max: 2 * month })),
  answeredAfter: fc.oneof(fc.nat(200_000), fc.constantFrom(null, 0, 86_400, 86_401)),
  waits: fc.boolean(),
  isQuestion: fc.nat(9).map((n) => n > 0),
  isTouched: fc.boolean(),
});

/** One of many, asked at the same time in the same place. */
const fixed = {
  place: 0,
  student: 1,
  second: 5,
  anonymous: false,
  age: 1,
  answeredAfter: null,
  waits: true,
  isQuestion: true,
  isTouched: false,
};

async function store({ lecturer, students, places }: World, questions: Drawn[], now: number): Promise<void> {
  await db().thread.deleteMany({});
  await db().thread.createMany({
    data: questions.map(({ place, student, second, anonymous, age, answeredAfter, waits, isQuestion, isTouched }) => {
      // Half an hour away from every border.
      const at = now - (age + 0.5) * hour;
      return {
        ...{
          id: uuid(),
          videoId: places[place]?.videoId ?? "",
          courseId: places[place]?.courseId ?? "",
          studentId: students[student] ?? "",
        },
        ...{ lecturerId: lecturer.user.id, questionText: "Why?", videoTimestampSeconds: second, anonymous },
        ...{
          visibility: "class",
          kind: isQuestion ? "question" : "announcement",
          createdAt: new Date(at),
          updatedAt: new Date(isTouched ? now : at),
        },
        answeredAt: answeredAfter === null ? null : new Date(at + answeredAfter * 1000),
        waitingSince: waits ? new Date(at) : null,
      };
    }),
  });
}

/** The same by looking at each question. An anonymous one is by a student of its own. */
function recount(questions: (Drawn & { key: string })[]): Omit<FiguresRow, "kind" | "id" | "course_id" | "title"> {
  const recent = questions.filter(({ age }) => age < month);
  const waits = recent.flatMap(({ answeredAfter }) => answeredAfter ?? []).sort((a, b) => a - b);
  const middle = (waits.length - 1) / 2;
  const over = recent.filter(({ answeredAfter, age }) => answeredAfter !== null || age >= 24);
  const moments: HotMoment[] = [];
  for (const from of new Set(recent.flatMap(({ second }) => second ?? []))) {
    const within = recent.filter(({ second }) => second !== null && second >= from && second <= from + 15);
    moments.push({ seconds: from, students: new Set(within.map(({ key }) => key)).size });
  }
  moments.sort((a, b) => b.students - a.students || a.seconds - b.seconds);
  const hot: HotMoment[] = [];
  for (const moment of moments)
    if (moment.students > 1 && hot.length < 5 && hot.every(({ seconds }) => seconds + 15 < moment.seconds || moment.seconds + 15 < seconds))
      hot.push(moment);
  return {
    waiting: questions.filter(({ waits: isWaiting }) => isWaiting).length,
    asked: recent.length,
    answered: waits.length,
    median_first_answer_seconds: waits.length === 0 ? null : ((waits[Math.floor(middle)] ?? 0) + (waits[Math.ceil(middle)] ?? 0)) / 2,
    answered_within_24h:
      over.length === 0 ? null : over.filter(({ answeredAfter }) => answeredAfter !== null && answeredAfter <= 86_400).length / over.length,
    moments: hot,
  };
}

function expected({ places, createdAt }: World, all: Drawn[], among: (place: Place) => boolean, isVideo = false) {
  const counted = all
    .map((question, index) => ({
      ...question,
      of: places[question.place] as Place,
      key: question.anonymous ? `?${index}` : `${question.student}`,
    }))
    .filter((question) => question.isQuestion && question.of.isCounted && among(question.of) && (question.age < month || question.waits));
  const rows: (Omit<FiguresRow, "title"> & { at: number })[] = [];
  const row = (kind: "course" | "video", id: string, courseId: string) => {
    const own = counted.filter(({ of }) => (kind === "video" ? of.videoId : of.courseId) === id);
    if (own.length === 0) return;
    const figures = recount(own);
    const moments = kind === "video" ? figures.moments : [];
    rows.push({ kind, id, course_id: courseId, ...figures, moments, at: createdAt.get(courseId) ?? 0 });
  };
  for (const courseId of new Set(places.map((place) => place.courseId))) if (!isVideo) row("course", courseId, courseId);
  for (const { videoId, courseId } of places) row("video", videoId, courseId);
  return rows
    .sort(
      (a, b) =>
        b.at - a.at ||
        (a.kind === "course" ? -1 : b.kind === "course" ? 1 : b.asked - a.asked || b.waiting - a.waiting || (a.id < b.id ? -1 : 1)),
    )
    .map(({ at: _at, ...others }) => others);
}

const figuresOf = async ({ caller }: Person, query: { course_id?: string; video_id?: string } = {}) =>
  (await listFigures({ caller, query: { ...query, limit: 20 } })).items.map(({ title: _title, ...others }) => others);

describe("the figures by course and lecture", () => {
  let world: World;
  beforeEach(async () => {
    world = await makeWorld();
  });

  it("are what a recount says, whatever was asked, and agree with those of the queue", async () => {
    const [older] = world.places as [Place];

    await fc.assert(
      fc.asyncProperty(fc.array(drawn, { maxLength: 90, size: "max" }), async (questions) => {
        await store(world, questions, Date.now());
        const { lecturer, assistant } = world;
        expect(await figuresOf(lecturer)).toEqual(expected(world, questions, () => true));
        const inOlder = expected(world, questions, ({ courseId }) => courseId === older.courseId);
        expect(await figuresOf(assistant)).toEqual(inOlder);
        expect(await figuresOf(lecturer, { course_id: older.courseId })).toEqual(inOlder);
        const ofVideo = expected(world, questions, ({ videoId }) => videoId === older.videoId, true);
        expect(await figuresOf(lecturer, { video_id: older.videoId })).toEqual(ofVideo);
        const { stats } = await listQueue({ caller: lecturer.caller, query: { video_id: older.videoId } });
        const [row] = ofVideo;
        expect(stats).toMatchObject({
          waiting: row?.waiting ?? 0,
          median_first_answer_seconds: row?.median_first_answer_seconds ?? null,
          answered_within_24h: row?.answered_within_24h ?? null,
        });
      }),
      { numRuns: runs },
    );
  });

  it("hold the hottest moments of a lecture with 2,000 questions, each at a second at which somebody asked", async () => {
    const chance = fc.sample(
      fc.tuple(fc.nat(3600), fc.nat(4)).map(([second, student]) => ({ ...fixed, second, student })),
      { numRuns: 2000, seed: 7 },
    );
    const crowd = chance.flatMap((question, n) =>
      n % 40 === 0 ? [question, { ...question, anonymous: true }, { ...question, student: 0 }] : question,
    );
    await store(world, crowd, Date.now());
    const rows = await figuresOf(world.lecturer);

    expect(rows).toEqual(expected(world, crowd, () => true));
    expect(rows[1]?.moments).toHaveLength(5);
  });

  it("go on page by page, a course before its lectures and the most asked first, and end", async () => {
    const [older, , newer] = world.places as [Place, Place, Place];
    const lectures = Array.from({ length: 118 }, (_, n) => ({ ...(n % 3 === 0 ? older : newer), videoId: uuid() }));
    const rows = lectures.map(({ courseId, videoId }) => ({
      id: videoId,
      courseId,
      title: "Lecture",
      url: "https://videos.example.edu/l.webm",
    }));
    await db().video.createMany({ data: rows });
    const places = [older, newer, ...lectures];
    const many = { ...world, places };
    const questions = places.flatMap((_, place) => Array.from({ length: 1 + (place % 3) }, () => ({ ...fixed, place })));
    await store(many, questions, Date.now());
    const pages: FiguresRow[][] = [];
    let cursor: string | undefined;
    do {
      const page = await listFigures({ caller: world.lecturer.caller, query: { cursor, limit: 50 } });
      pages.push(page.items);
      cursor = page.next_cursor;
    } while (cursor);

    expect(pages.map(({ length }) => length)).toEqual([50, 50, 22]);
    expect(pages.flat().map(({ title: _title, ...others }) => others)).toEqual(expected(many, questions, () => true));
  });
});
