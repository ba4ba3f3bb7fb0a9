import type { CaptionTrack } from "#lib/contract/videos.ts";
import { type Sql, sql } from "../db/sql";

/** The language of captions that came without one. */
export const firstLanguage = "en";

export type StoredTrack = CaptionTrack & { file: string };
export type CaptionParts = { captions_file: string | null; caption_tracks: StoredTrack[] };

/** Columns of `CaptionParts`, in a query over `videos`. */
export const selectTracks = (video: Sql): Sql => sql`${video}.captions_file, (
  SELECT coalesce(
    json_agg(json_build_object('language', t.language, 'label', t.label, 'file', t.file) ORDER BY t.created_at, t.language), '[]')
  FROM caption_tracks t WHERE t.video_id = ${video}.id) AS caption_tracks`;

/** All captions of a video, one track a language; the video's own track comes first. */
export function tracksOf({ captions_file, caption_tracks }: CaptionParts): StoredTrack[] {
  if (captions_file === null) return caption_tracks;
  return [
    { language: firstLanguage, label: "English", file: captions_file },
    ...caption_tracks.filter(({ language }) => language !== firstLanguage),
  ];
}

/** The captions of a video, as players offer them. */
export const offeredTracks = (parts: CaptionParts): CaptionTrack[] => tracksOf(parts).map(({ language, label }) => ({ language, label }));
