-- Captions in several languages. What was given without a language stays in videos.captions_file: processes of the version before read and
-- write that column alone.
CREATE TABLE "caption_tracks" (
    "video_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "file" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "caption_tracks_pkey" PRIMARY KEY ("video_id", "language")
);

ALTER TABLE "caption_tracks" ADD CONSTRAINT "caption_tracks_video_id_fkey" FOREIGN KEY ("video_id") REFERENCES "videos"("id") ON DELETE CASCADE ON UPDATE CASCADE;
