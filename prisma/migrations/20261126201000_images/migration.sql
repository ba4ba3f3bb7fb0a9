-- Pictures in messages (decision 0036). Processes of the release before neither read nor write these tables. What they delete takes its uses
-- along; the upkeep then finds the pictures that no message shows.
CREATE TABLE "images" (
    "id" UUID NOT NULL,
    "uploader_id" UUID NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "posted_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "images_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "message_images" (
    "message_id" UUID NOT NULL,
    "image_id" UUID NOT NULL,

    CONSTRAINT "message_images_pkey" PRIMARY KEY ("message_id", "image_id")
);

CREATE INDEX "images_unposted" ON "images"("uploader_id") WHERE (posted_at IS NULL);

CREATE INDEX "message_images_image" ON "message_images"("image_id");

ALTER TABLE "images" ADD CONSTRAINT "images_uploader_id_fkey" FOREIGN KEY ("uploader_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "message_images" ADD CONSTRAINT "message_images_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "message_images" ADD CONSTRAINT "message_images_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "images"("id") ON DELETE CASCADE ON UPDATE CASCADE;
