import type { IdParams } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import type { CaptionsQuery } from "#lib/contract/videos.ts";
import type { Caller } from "../caller";
import { AppError } from "../errors";
import type { RequestContext } from "../http/request-context";
import { storage } from "../storage/storage";
import { tracksOf } from "./caption-tracks";
import { requireVideo } from "./get-video";

type Input = { caller: Caller; params: IdParams; request: RequestContext };

/** How long a signed address lasts beyond the length of the video, in seconds. Because players keep using the address they were sent to. */
const signedExtraSeconds = 10 * 60;

/** docs/contract.md section 8, `GET /api/videos/:id/stream`: HTTP range, or 302 to the `url`. Access is checked on every request. */
export async function streamVideo({ caller, params, request }: Input): Promise<Response> {
  const video = await requireVideo(params.id, "watch", caller);
  if (video.url) return new Response(null, { status: 302, headers: { location: video.url, "cache-control": "private, no-store" } });
  if (!video.file || video.status !== "ready") throw new AppError("conflict", texts.notPlayableYet);
  const seconds = signedExtraSeconds + (video.duration_seconds ?? 0);
  return storage().serve(video.file, video.content_type ?? "application/octet-stream", request.headers, seconds);
}

/** The captions of a video as WebVTT, in a language, or the first ones. */
export async function serveCaptions({ caller, params, query, request }: Input & { query: CaptionsQuery }): Promise<Response> {
  const tracks = tracksOf(await requireVideo(params.id, "watch", caller));
  const track = query.language === undefined ? tracks[0] : tracks.find(({ language }) => language === query.language);
  if (!track) throw new AppError("not_found", tracks.length === 0 ? texts.noCaptions : texts.noCaptionsInLanguage);
  return storage().serveSmall(track.file, "text/vtt; charset=utf-8", request.headers);
}

/** The poster picture of a video. */
export async function servePoster({ caller, params, request }: Input): Promise<Response> {
  const { poster_file } = await requireVideo(params.id, "watch", caller);
  if (!poster_file) throw new AppError("not_found", texts.noPoster);
  return storage().serveSmall(poster_file, poster_file.endsWith(".webp") ? "image/webp" : "image/jpeg", request.headers);
}

/** Answers HEAD: the same answer without its body. Nothing of the file is read. */
export const withoutBody =
  <In>(serve: (input: In) => Promise<Response>) =>
  async (input: In): Promise<Response> => {
    const { body, status, headers } = await serve(input);
    await body?.cancel();
    return new Response(null, { status, headers });
  };
