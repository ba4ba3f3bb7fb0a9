-- AlterTable
ALTER TABLE "videos" ADD COLUMN     "failure" TEXT,
ADD COLUMN     "percent" INTEGER,
ADD COLUMN     "upload_id" UUID,
ADD COLUMN     "upload_touched_at" TIMESTAMPTZ(3),
ADD COLUMN     "uploaded_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "video_progress" (
    "user_id" UUID NOT NULL,
    "video_id" UUID NOT NULL,
    "seconds" INTEGER NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "video_progress_pkey" PRIMARY KEY ("user_id","video_id")
);

-- CreateIndex
CREATE INDEX "videos_unfinished" ON "videos"("created_at") WHERE (status <> 'ready');

-- CreateIndex
CREATE INDEX "video_progress_video" ON "video_progress"("video_id");

-- AddForeignKey
ALTER TABLE "video_progress" ADD CONSTRAINT "video_progress_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "video_progress" ADD CONSTRAINT "video_progress_video_id_fkey" FOREIGN KEY ("video_id") REFERENCES "videos"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What the schema has no word for.
ALTER TABLE "videos" ADD CONSTRAINT "videos_percent" CHECK ("percent" BETWEEN 0 AND 99);
ALTER TABLE "videos" ADD CONSTRAINT "videos_upload_whole" CHECK ("uploaded_at" IS NULL OR "upload_id" IS NOT NULL);
ALTER TABLE "video_progress" ADD CONSTRAINT "video_progress_seconds" CHECK ("seconds" >= 0);
