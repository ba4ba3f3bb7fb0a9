-- Since when somebody has watched a video, nine tenths of it: it stays when they begin again. Processes of the release before leave it
-- empty; it is set when the place is kept the next time.
ALTER TABLE "video_progress" ADD COLUMN "watched_at" TIMESTAMPTZ(3);
UPDATE "video_progress" p SET "watched_at" = p."updated_at" FROM "videos" v
WHERE v."id" = p."video_id" AND v."duration_seconds" > 0 AND p."seconds" * 10::bigint >= v."duration_seconds" * 9::bigint;
