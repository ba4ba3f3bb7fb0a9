import { setImmediate as nextTurn } from "node:timers/promises";
import type { CourseWithVideos, IdParams } from "#lib/contract/courses.ts";
import { limits } from "#lib/contract/limits.ts";
import type { Caller } from "../caller";
import { canIn } from "../course-access";
import { read, sql } from "../db/sql";
import { keyedQueue } from "../keyed-queue";
import { selectVideos, toVideo, type VideoRow } from "../videos/video-rows";
import { requireVisibleCourse } from "./course-rows";
import { staffOf } from "./staff";

/** The length of a shortened description, in characters. */
const shortLength = 200;

/** One at a time for each person. Because the event loop is busy for some 50 ms with a course of a thousand lectures. */
const inTurn = keyedQueue();

/**
 * docs/contract.md section 8, `GET /api/courses/:id`: for any signed-in user, with its videos, the first lecture first, and who
 * teaches it. Beyond 1 MiB in
 * all, descriptions of videos are shortened; each video's own answer has the whole one.
 * @throws AppError not_found
 */
export const getCourse = ({ caller, params }: { caller: Caller; params: IdParams }): Promise<CourseWithVideos> =>
  inTurn(caller.user.id, async () => {
    const course = await requireVisibleCourse(params.id, caller);
    const videos = await read<VideoRow>(sql`
    SELECT id, course_id, title, duration_seconds, status, created_at,
           CASE WHEN sum(octet_length(description)) OVER (ORDER BY created_at, id) <= ${limits.answerTextBytes}
             OR length(description) <= ${shortLength}
                THEN description ELSE left(description, ${shortLength}) || '…' END AS description
    FROM (${selectVideos} WHERE v.course_id = ${params.id}::uuid) v ORDER BY created_at, id`);
    // Others' work goes on between reading the rows and writing the answer.
    await nextTurn();
    const staff = canIn("watch", course, caller) ? await staffOf(params.id, { seesAddresses: canIn("seeAddresses", course, caller) }) : [];
    return { ...course, videos: videos.map(toVideo), staff };
  });
