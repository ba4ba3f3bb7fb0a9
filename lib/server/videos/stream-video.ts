import type { IdParams } from "#lib/contract/courses";
import type { Caller } from "../auth/authenticate";
import { AppError } from "../errors";
import type { RequestFacts } from "../request-facts";
import { requireVideo } from "./get-video";
import { serveFile } from "./serve-file";

type Input = { caller: Caller; params: IdParams; facts: RequestFacts };

/** Contract section 8, `GET /api/videos/:id/stream`: HTTP range, or 302 to the `url`. Access is checked on every request. */
export async function streamVideo({ caller, params, facts }: Input): Promise<Response> {
  const video = await requireVideo(params.id, caller);
  if (video.url) return new Response(null, { status: 302, headers: { location: video.url, "cache-control": "private, no-store" } });
  if (!video.file || video.status !== "ready") throw new AppError("conflict", "This video cannot be played yet");
  return serveFile(video.file, video.content_type ?? "application/octet-stream", facts.headers);
}

/** The captions of a video as WebVTT. */
export async function serveCaptions({ caller, params, facts }: Input): Promise<Response> {
  const { captions_file } = await requireVideo(params.id, caller);
  if (!captions_file) throw new AppError("not_found", "This video has no captions");
  return serveFile(captions_file, "text/vtt; charset=utf-8", facts.headers);
}

/** The poster picture of a video. */
export async function servePoster({ caller, params, facts }: Input): Promise<Response> {
  const { poster_file } = await requireVideo(params.id, caller);
  if (!poster_file) throw new AppError("not_found", "This video has no poster");
  return serveFile(poster_file, poster_file.endsWith(".webp") ? "image/webp" : "image/jpeg", facts.headers);
}
