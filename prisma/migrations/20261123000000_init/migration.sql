-- CreateTable
CREATE TABLE "installation" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "epoch" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "email" TEXT,
    "role" TEXT NOT NULL,
    "first_name" TEXT NOT NULL,
    "last_name" TEXT NOT NULL,
    "password_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "user_agent" TEXT,
    "ip" TEXT,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refresh_tokens" (
    "hash" BYTEA NOT NULL,
    "session_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "rotated_at" TIMESTAMPTZ(3),

    CONSTRAINT "refresh_tokens_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "courses" (
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "lecturer_id" UUID NOT NULL,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "courses_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "enrollments" (
    "course_id" UUID NOT NULL,
    "student_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "enrollments_pkey" PRIMARY KEY ("course_id","student_id")
);

-- CreateTable
CREATE TABLE "videos" (
    "id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "duration_seconds" INTEGER,
    "status" TEXT NOT NULL DEFAULT 'ready',
    "url" TEXT,
    "file" TEXT,
    "content_type" TEXT,
    "captions_file" TEXT,
    "poster_file" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "videos_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "threads" (
    "id" UUID NOT NULL,
    "video_id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "student_id" UUID NOT NULL,
    "lecturer_id" UUID NOT NULL,
    "video_timestamp_seconds" INTEGER,
    "question_text" TEXT NOT NULL,
    "code_snippet" TEXT,
    "status" TEXT NOT NULL DEFAULT 'open',
    "student_unread" BOOLEAN NOT NULL DEFAULT false,
    "lecturer_unread" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "waiting_since" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "idempotency_key" TEXT,
    "idempotency_hash" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "threads_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "messages" (
    "id" UUID NOT NULL,
    "thread_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "author_id" UUID NOT NULL,
    "author_role" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "idempotency_key" TEXT,
    "idempotency_hash" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "edited_at" TIMESTAMPTZ(3),

    CONSTRAINT "messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notifications" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "thread_id" UUID,
    "message_id" UUID,
    "thread_version" INTEGER,
    "counted" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "read_at" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),
    "seq" BIGINT NOT NULL,

    CONSTRAINT "notifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbox" (
    "user_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL DEFAULT 0,
    "read_up_to" BIGINT NOT NULL DEFAULT 0,
    "read_up_to_seq" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("user_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "sessions_live_of_user" ON "sessions"("user_id") WHERE (ended_at IS NULL);

-- CreateIndex
CREATE INDEX "refresh_tokens_session" ON "refresh_tokens"("session_id");

-- CreateIndex
CREATE INDEX "courses_lecturer" ON "courses"("lecturer_id");

-- CreateIndex
CREATE INDEX "courses_newest" ON "courses"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "enrollments_student" ON "enrollments"("student_id");

-- CreateIndex
CREATE INDEX "videos_course" ON "videos"("course_id", "created_at");

-- CreateIndex
CREATE INDEX "threads_of_student" ON "threads"("student_id", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "threads_of_lecturer" ON "threads"("lecturer_id", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "threads_unread_of_student" ON "threads"("student_id", "updated_at" DESC, "id" DESC) WHERE (student_unread);

-- CreateIndex
CREATE INDEX "threads_unread_of_lecturer" ON "threads"("lecturer_id", "updated_at" DESC, "id" DESC) WHERE (lecturer_unread);

-- CreateIndex
CREATE INDEX "threads_waiting" ON "threads"("lecturer_id", "waiting_since", "id") WHERE (waiting_since IS NOT NULL);

-- CreateIndex
CREATE INDEX "threads_video" ON "threads"("video_id");

-- CreateIndex
CREATE INDEX "threads_course" ON "threads"("course_id");

-- CreateIndex
CREATE UNIQUE INDEX "threads_idempotency" ON "threads"("student_id", "idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "messages_position" ON "messages"("thread_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "messages_idempotency" ON "messages"("author_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "notifications_changes" ON "notifications"("user_id", "seq");

-- CreateIndex
CREATE INDEX "notifications_listed" ON "notifications"("user_id", "created_at" DESC, "id" DESC) WHERE (counted AND removed_at IS NULL);

-- CreateIndex
CREATE INDEX "notifications_unread" ON "notifications"("user_id", "created_at" DESC, "id" DESC) WHERE (counted AND removed_at IS NULL AND read_at IS NULL);

-- CreateIndex
CREATE INDEX "notifications_unread_elsewhere" ON "notifications"("user_id") WHERE (counted AND removed_at IS NULL AND read_at IS NULL AND thread_id IS NULL);

-- CreateIndex
CREATE INDEX "notifications_unread_of_thread" ON "notifications"("user_id", "thread_id") WHERE (counted AND removed_at IS NULL AND read_at IS NULL AND thread_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "notifications_thread" ON "notifications"("thread_id") WHERE (thread_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "notifications_message" ON "notifications"("message_id") WHERE (message_id IS NOT NULL);

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refresh_tokens" ADD CONSTRAINT "refresh_tokens_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "sessions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "courses" ADD CONSTRAINT "courses_lecturer_id_fkey" FOREIGN KEY ("lecturer_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrollments" ADD CONSTRAINT "enrollments_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "courses"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrollments" ADD CONSTRAINT "enrollments_student_id_fkey" FOREIGN KEY ("student_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "videos" ADD CONSTRAINT "videos_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "courses"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "threads" ADD CONSTRAINT "threads_video_id_fkey" FOREIGN KEY ("video_id") REFERENCES "videos"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "threads" ADD CONSTRAINT "threads_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "courses"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "threads" ADD CONSTRAINT "threads_student_id_fkey" FOREIGN KEY ("student_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "threads" ADD CONSTRAINT "threads_lecturer_id_fkey" FOREIGN KEY ("lecturer_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_thread_id_fkey" FOREIGN KEY ("thread_id") REFERENCES "threads"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_thread_id_fkey" FOREIGN KEY ("thread_id") REFERENCES "threads"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inbox" ADD CONSTRAINT "inbox_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What the schema has no word for.
ALTER TABLE "installation" ADD CONSTRAINT "installation_one" CHECK ("id" = 1);
INSERT INTO "installation" ("id", "epoch") VALUES (1, gen_random_uuid());

ALTER TABLE "users" ADD CONSTRAINT "users_role" CHECK ("role" IN ('student', 'lecturer', 'admin'));
ALTER TABLE "users" ADD CONSTRAINT "users_email_lower" CHECK ("email" = lower("email"));
ALTER TABLE "users" ADD CONSTRAINT "users_email_unless_deleted" CHECK (("email" IS NULL) = ("deleted_at" IS NOT NULL));

ALTER TABLE "videos" ADD CONSTRAINT "videos_status" CHECK ("status" IN ('processing', 'ready', 'failed'));
ALTER TABLE "videos" ADD CONSTRAINT "videos_duration" CHECK ("duration_seconds" >= 0);
ALTER TABLE "videos" ADD CONSTRAINT "videos_url_https" CHECK ("url" LIKE 'https://%');
ALTER TABLE "videos" ADD CONSTRAINT "videos_one_source" CHECK ("status" <> 'ready' OR (("url" IS NULL) <> ("file" IS NULL)));

ALTER TABLE "threads" ADD CONSTRAINT "threads_status" CHECK ("status" IN ('open', 'resolved'));
ALTER TABLE "threads" ADD CONSTRAINT "threads_moment" CHECK ("video_timestamp_seconds" >= 0);
ALTER TABLE "threads" ADD CONSTRAINT "threads_version" CHECK ("version" >= 1);
ALTER TABLE "threads" ADD CONSTRAINT "threads_resolved_waits_not" CHECK ("status" = 'open' OR "waiting_since" IS NULL);
ALTER TABLE "threads" ADD CONSTRAINT "threads_idempotency_whole" CHECK (("idempotency_key" IS NULL) = ("idempotency_hash" IS NULL));

ALTER TABLE "messages" ADD CONSTRAINT "messages_position_positive" CHECK ("position" >= 1);
ALTER TABLE "messages" ADD CONSTRAINT "messages_author_role" CHECK ("author_role" IN ('student', 'lecturer', 'admin'));
ALTER TABLE "messages" ADD CONSTRAINT "messages_idempotency_whole" CHECK (("idempotency_key" IS NULL) = ("idempotency_hash" IS NULL));

ALTER TABLE "notifications" ADD CONSTRAINT "notifications_type" CHECK ("type" IN ('thread/discussion', 'user/created', 'user/deleted', 'course/created', 'video/uploaded'));
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_seq_positive" CHECK ("seq" >= 1);
-- A receipt is stored as read, so that no count can ever see it.
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_receipt_read" CHECK ("counted" OR "read_at" IS NOT NULL);

ALTER TABLE "inbox" ADD CONSTRAINT "inbox_seq" CHECK ("seq" >= 0 AND "read_up_to" <= "seq" AND "read_up_to_seq" <= "seq");
