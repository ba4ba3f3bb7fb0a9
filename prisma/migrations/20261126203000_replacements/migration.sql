-- Another file for a lecture that plays already, from the request for it until it is in place. A table of its own: the video's row stays as
-- it is meanwhile, and processes of the release before know nothing of it.
CREATE TABLE "video_replacements" (
    "video_id" UUID NOT NULL,
    "upload_id" UUID,
    "upload_bytes" BIGINT,
    "touched_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "uploaded_at" TIMESTAMPTZ(3),
    "percent" INTEGER,
    "failure" TEXT,

    CONSTRAINT "video_replacements_pkey" PRIMARY KEY ("video_id")
);
CREATE UNIQUE INDEX "video_replacements_upload" ON "video_replacements"("upload_id");
ALTER TABLE "video_replacements" ADD CONSTRAINT "video_replacements_video_id_fkey" FOREIGN KEY ("video_id") REFERENCES "videos"("id") ON DELETE CASCADE ON UPDATE CASCADE;
