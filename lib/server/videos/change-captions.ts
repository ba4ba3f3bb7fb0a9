import type { IdParams } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import { languageName } from "#lib/contract/language-name.ts";
import { limits } from "#lib/contract/limits.ts";
import type { CaptionsBody, CaptionsQuery } from "#lib/contract/videos.ts";
import type { Caller } from "../caller";
import { commit } from "../commit";
import type { Tx } from "../db/transaction";
import { AppError } from "../errors";
import { courseChanged } from "../events/outbound";
import { storage } from "../storage/storage";
import { firstLanguage, tracksOf } from "./caption-tracks";
import { requireVideo } from "./get-video";
import { readCaptions } from "./read-captions";

type Input = { caller: Caller; params: IdParams };

/**
 * `PUT /api/videos/:id/captions`: by the owning lecturer or an admin. Replaces the captions in that language. Without a language it sets
 * the video's own file of captions, as before there were languages.
 * @throws AppError not_found, forbidden, invalid_input, conflict for too many languages
 */
export async function putCaptions({ caller, params, body }: Input & { body: CaptionsBody }): Promise<null> {
  const video = await requireVideo(params.id, "run", caller);
  const text = readCaptions(body);
  const { language, label = languageName(language ?? firstLanguage).slice(0, limits.captionLabelMax) } = body;
  const isNew = (tracks: { language: string }[]) => !tracks.some((track) => track.language === (language ?? firstLanguage));
  const requireFreeTrack = (tracks: { language: string }[]) => {
    if (isNew(tracks) && tracks.length >= limits.captionTracksMax) throw new AppError("conflict", texts.tooManyLanguages);
  };
  requireFreeTrack(tracksOf(video));
  const file = `${video.id}/captions${language === undefined ? "" : `.${language.toLowerCase()}`}.vtt`;
  await storage().put(file, { text }, "text/vtt; charset=utf-8");
  const replaced = await commit(async ({ tx, emit }) => {
    const [before] = await lockVideo(tx, video.id);
    if (!before) return null;
    emit(changed(video));
    const videoId = video.id;
    if (language === undefined) {
      await tx.video.update({ where: { id: videoId }, data: { captionsFile: file } });
      await tx.captionTrack.deleteMany({ where: { videoId, language: firstLanguage } });
      return { files: [before.captions_file, `${videoId}/captions.${firstLanguage}.vtt`] };
    }
    requireFreeTrack(await tx.$queryRaw<{ language: string }[]>`SELECT language FROM caption_tracks WHERE video_id = ${videoId}::uuid`);
    if (language === firstLanguage) await tx.video.update({ where: { id: videoId }, data: { captionsFile: null } });
    const where = { videoId_language: { videoId, language } };
    await tx.captionTrack.upsert({ where, create: { videoId, language, label, file }, update: { label, file } });
    return { files: language === firstLanguage ? [before.captions_file] : [] };
  });
  if (!replaced) {
    await storage().remove(file);
    throw new AppError("not_found", texts.videoNotFound);
  }
  await removeFiles(
    video.id,
    replaced.files.filter((name) => name !== file),
  );
  return null;
}

/** `DELETE /api/videos/:id/captions`: deletes those in a language, or without one the first ones. @throws AppError not_found, forbidden */
export async function deleteCaptions({ caller, params, query }: Input & { query: CaptionsQuery }): Promise<null> {
  const video = await requireVideo(params.id, "run", caller);
  const tracks = tracksOf(video);
  const track = query.language === undefined ? tracks[0] : tracks.find(({ language }) => language === query.language);
  if (!track && query.language !== undefined) throw new AppError("not_found", texts.noCaptionsInLanguage);
  if (track) {
    await commit(async ({ tx, emit }) => {
      await tx.video.updateMany({ where: { id: video.id, captionsFile: track.file }, data: { captionsFile: null } });
      await tx.captionTrack.deleteMany({ where: { videoId: video.id, file: track.file } });
      emit(changed(video));
    });
    await removeFiles(video.id, [track.file]);
  }
  return null;
}

const changed = (video: { id: string; course_id: string }) => courseChanged(video.course_id, { videoId: video.id });

const lockVideo = (tx: Tx, id: string) =>
  tx.$queryRaw<{ captions_file: string | null }[]>`
    SELECT captions_file FROM videos WHERE id = ${id}::uuid AND deleted_at IS NULL FOR UPDATE`;

/** Removes files of this video. Captions of the demo data are elsewhere, and stay. */
async function removeFiles(videoId: string, names: (string | null)[]): Promise<void> {
  for (const name of names) if (name?.startsWith(`${videoId}/`)) await storage().remove(name);
}
