import { v7 as uuid } from "uuid";
import { beforeEach, describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makeCourse, makeLecturer, type Person } from "#lib/testing/factories.ts";
import { doJobs } from "#lib/testing/jobs.ts";
import { usePublished } from "#lib/testing/published.ts";
import { commit } from "../commit";
import { currentDatabase, db } from "../db/client";
import { read, sql, write } from "../db/sql";
import { transaction } from "../db/transaction";
import { bus, type OutboundEvent } from "../events/bus";
import { announceVideo, notifyVideoUploaded } from "../videos/announce-video";
import { deleteVideo } from "../videos/delete-video";
import { inBatches, inboxesPerBatch } from "./fan-out";

useTestDatabase();
const published = usePublished();

/** More people than fit into one batch. */
const size = 1000;
let lecturer: Person;
let videoId: string;
let students: string[];
const run = { signal: new AbortController().signal, isLast: false };

beforeEach(async () => {
  students = Array.from({ length: size }, () => uuid());
  await read(sql`
    WITH made AS (INSERT INTO users (id, email, role, first_name, last_name)
      SELECT id, id || '@test.example', 'student', 'Student', '' FROM unnest(${students}::uuid[]) AS u(id) RETURNING id)
    INSERT INTO inbox (user_id) SELECT id FROM made`);
  lecturer = await makeLecturer();
  const made = await makeCourse(lecturer);
  videoId = made.videoId;
  await write(sql`INSERT INTO enrollments (course_id, student_id) SELECT ${made.courseId}, unnest(${students}::uuid[])`);
  await commit((unit) => announceVideo(unit, videoId));
});

/** Runs the jobs and cuts them off after the first batch, as if the process had died. */
async function cutOff(): Promise<void> {
  const given = new AbortController();
  bus.listen((events: OutboundEvent[]) => {
    published.events.push(...events);
    if (events.some((outbound) => outbound.to === "user")) given.abort(new Error("killed"));
  });
  await expect(doJobs(given)).rejects.toThrow("killed");
}

const stored = () =>
  read<{ rows: number; people: number; seqs: number }>(sql`
    SELECT count(*)::int AS rows, count(DISTINCT user_id)::int AS people, (SELECT sum(seq)::int FROM inbox) AS seqs
    FROM notifications
    WHERE removed_at IS NULL`).then(([row]) => row);

describe("inBatches", () => {
  const sizes = async (act: (batch: number) => Promise<unknown>) => {
    const taken: number[] = [];
    const people = sql`SELECT gen_random_uuid() AS user_id FROM generate_series(1, 5000)`;
    await inBatches({ people, signal: new AbortController().signal }, async (userIds) => {
      taken.push(userIds.length);
      await transaction((tx) => tx.$queryRaw`SELECT 1`);
      await act(taken.length);
      return taken.length < 5;
    });
    return taken;
  };

  it("takes many people at a time while nobody else writes, and few while somebody does", async () => {
    const { few, many } = inboxesPerBatch;
    const alone = currentDatabase().embedded ? few : many;

    // Who is next is read before a batch is written.
    expect(await sizes(async () => {})).toEqual([few, few, alone, alone, alone]);

    const isSecond = (batch: number) => batch === 2;
    expect(await sizes(async (batch) => isSecond(batch) && transaction((tx) => tx.$queryRaw`SELECT 1`))).toEqual([
      few,
      few,
      alone,
      few,
      alone,
    ]);
  });

  it("runs over everybody once, and leaves out the rest when that is said", async () => {
    const seen: string[] = [];
    const people = sql`SELECT user_id FROM inbox WHERE user_id = ANY(${students}::uuid[])`;
    const signal = new AbortController().signal;

    await inBatches({ people, signal }, async (userIds) => seen.push(...userIds) > 0);
    expect(seen).toEqual([...students].sort());

    const first: string[] = [];
    await inBatches({ people, signal }, async (userIds) => first.push(...userIds) < 0);
    expect(first).toEqual(seen.slice(0, inboxesPerBatch.few));
  });
});

describe("notifyMany", () => {
  it("tells everybody once, also when it is cut off in the middle and begun again, and two runs go at once", async () => {
    await cutOff();
    const half = await stored();
    expect(half?.rows).toBeGreaterThan(0);
    expect(half?.rows).toBeLessThan(size);

    await Promise.all([notifyVideoUploaded({ videoId }, run), notifyVideoUploaded({ videoId }, run)]);
    expect(await stored()).toEqual({ rows: size, people: size, seqs: size });
    for (const userId of students) {
      expect(published.to(userId)).toMatchObject([
        {
          event: "notification",
          body: {
            type: "video/uploaded",
            seq: 1,
            read: false,
            counts: { unread: 1, unread_threads: 0 },
            payload: {
              videoId,
              videoTitle: "Introduction to Python Variables",
              courseTitle: "Programming 1",
              lecturerId: lecturer.user.id,
            },
          },
        },
      ]);
    }

    await notifyVideoUploaded({ videoId }, run);
    expect((await stored())?.seqs).toBe(size);
  });

  it("announces a video once, and only one that can be played", async () => {
    await commit((unit) => announceVideo(unit, videoId));
    expect(await read(sql`SELECT 1 FROM pgboss.job`)).toHaveLength(1);

    const other = await db().video.create({
      data: { id: uuid(), courseId: (await db().course.findFirstOrThrow()).id, title: "Later", status: "processing" },
    });
    await commit((unit) => announceVideo(unit, other.id));

    expect(await read(sql`SELECT 1 FROM pgboss.job`)).toHaveLength(1);
  });

  it("passes over who has switched the type off", async () => {
    const [deaf = ""] = students;
    await write(sql`INSERT INTO notification_preferences (user_id, type, in_app, push) VALUES (${deaf}, 'video/uploaded', false, true)`);
    await doJobs();
    expect((await stored())?.rows).toBe(size - 1);
    expect(await db().inbox.findUnique({ where: { userId: deaf } })).toMatchObject({ seq: 0n });
  });

  it("tells nobody else of a video that is deleted meanwhile, and takes back what was told", async () => {
    await cutOff();
    await deleteVideo({ caller: lecturer.caller, params: { id: videoId } });
    // The run that was cut off begins again at the same time as the removal.
    await Promise.all([notifyVideoUploaded({ videoId }, run), doJobs()]);

    expect((await stored())?.rows).toBe(0);
    expect(await db().video.count()).toBe(0);

    const told = students.filter((userId) => published.to(userId).length > 0);
    expect(told.length).toBeGreaterThan(0);
    for (const userId of told)
      expect(published.to(userId)).toMatchObject([
        { event: "notification", body: { seq: 1 } },
        { event: "notifications:removed", body: { seq: 2, counts: { unread: 0, unread_threads: 0 } } },
      ]);
  });
});
