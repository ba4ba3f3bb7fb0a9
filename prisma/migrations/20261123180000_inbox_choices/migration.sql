-- AlterTable
ALTER TABLE "inbox" ADD COLUMN     "floor" BIGINT NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "notification_preferences" (
    "user_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "in_app" BOOLEAN NOT NULL,
    "push" BOOLEAN NOT NULL,

    CONSTRAINT "notification_preferences_pkey" PRIMARY KEY ("user_id","type")
);

-- CreateTable
CREATE TABLE "muted_threads" (
    "user_id" UUID NOT NULL,
    "thread_id" UUID NOT NULL,

    CONSTRAINT "muted_threads_pkey" PRIMARY KEY ("user_id","thread_id")
);

-- CreateIndex
CREATE INDEX "muted_threads_thread" ON "muted_threads"("thread_id");

-- AddForeignKey
ALTER TABLE "notification_preferences" ADD CONSTRAINT "notification_preferences_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "muted_threads" ADD CONSTRAINT "muted_threads_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "muted_threads" ADD CONSTRAINT "muted_threads_thread_id_fkey" FOREIGN KEY ("thread_id") REFERENCES "threads"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What the schema has no word for.
ALTER TABLE "notification_preferences" ADD CONSTRAINT "notification_preferences_type" CHECK ("type" IN ('thread/discussion', 'user/created', 'user/deleted', 'course/created', 'video/uploaded'));
ALTER TABLE "inbox" ADD CONSTRAINT "inbox_floor" CHECK ("floor" <= "seq");
