import type { IdParams, Video } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import type { VideoProcessing } from "#lib/contract/videos.ts";
import type { Caller } from "../caller";
import { type CourseAccess, type CourseAct, partColumns, requireCan } from "../course-access";
import { read, sql } from "../db/sql";
import { AppError } from "../errors";
import type { RequestContext } from "../http/request-context";
import { type CaptionParts, selectTracks } from "./caption-tracks";
import { uploadUrl } from "./upload-address";
import { selectVideos, toVideo, type VideoRow } from "./video-rows";

/** Where a video's parts are: at an https address elsewhere, or in the storage by these file names. */
export type VideoParts = {
  url: string | null;
  file: string | null;
  content_type: string | null;
  poster_file: string | null;
};
/** The state of a video's upload and processing. */
type VideoIntake = {
  upload_id: string | null;
  upload_bytes: number | null;
  uploaded_at: Date | null;
  percent: number | null;
  failure: string | null;
};

type Row = VideoRow & VideoParts & CaptionParts & VideoIntake & Pick<CourseAccess, "lecturer_id" | "enrolled" | "staff_part">;

async function findVideo(id: string, caller: Caller): Promise<Row> {
  const [row] = await read<Row>(sql`
    SELECT video.*, w.url, w.file, w.content_type, ${selectTracks(sql`w`)}, w.poster_file,
           w.upload_id, w.upload_bytes, w.uploaded_at, w.percent, w.failure, ${partColumns(caller.user.id)}
    FROM (${selectVideos} WHERE v.id = ${id}::uuid) video JOIN videos w ON w.id = video.id JOIN courses c ON c.id = video.course_id
    WHERE w.deleted_at IS NULL AND c.deleted_at IS NULL`);
  if (!row) throw new AppError("not_found", texts.videoNotFound);
  return row;
}

/**
 * A video with whose course the caller may do something.
 * @throws AppError not_found, forbidden (to watch, for a student: `You are not enrolled in this course`)
 */
export async function requireVideo(id: string, act: CourseAct, caller: Caller): Promise<Row> {
  const row = await findVideo(id, caller);
  requireCan(act, row, caller);
  return row;
}

/** The course of a video, for any caller, because its course lists it to everybody. @throws AppError not_found */
export async function courseIdOf(id: string, caller: Caller): Promise<string> {
  return (await findVideo(id, caller)).course_id;
}

type Input = { caller: Caller; params: IdParams };

/** docs/contract.md section 8, `GET /api/videos/:id`. @throws AppError not_found, forbidden */
export async function getVideo({ caller, params }: Input): Promise<Video> {
  return toVideo(await requireVideo(params.id, "watch", caller));
}

type Other = { uploaded: boolean; percent: number | null; failure: string | null };

/**
 * How far a video is that can't be played yet, or another file of one that can, for the people who run the course.
 * @throws AppError not_found, forbidden
 */
export async function getProcessing({ caller, params, request }: Input & { request: RequestContext }): Promise<VideoProcessing> {
  const { id, status, url, uploaded_at, percent, failure } = await requireVideo(params.id, "run", caller);
  const [other] = await read<Other>(sql`
    SELECT uploaded_at IS NOT NULL AS uploaded, percent, failure FROM video_replacements WHERE video_id = ${id}::uuid`);
  const expects = other && (!other.uploaded || other.failure !== null);
  const replacement = other ? { ...other, upload_url: expects ? uploadUrl(id, request.headers) : null } : null;
  const awaited = url === null && (status === "failed" || (status === "processing" && uploaded_at === null));
  return {
    status,
    uploaded: uploaded_at !== null,
    percent,
    failure,
    upload_url: awaited ? uploadUrl(id, request.headers) : null,
    replacement,
  };
}
