-- CreateTable
CREATE TABLE "one_time_links" (
    "id" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "one_time_links_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "course_blocks" (
    "course_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "reason" TEXT,
    "blocked_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "course_blocks_pkey" PRIMARY KEY ("course_id","user_id")
);

-- CreateTable
CREATE TABLE "audit_log" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "action" TEXT NOT NULL,
    "actor_id" UUID,
    "target_id" UUID,
    "ip" TEXT,
    "request_id" TEXT,
    "details" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_log_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "users_newest" ON "users"("created_at" DESC, "id" DESC) WHERE (deleted_at IS NULL);

-- CreateIndex
CREATE INDEX "users_role_live" ON "users"("role", "id") WHERE (deleted_at IS NULL AND role <> 'student');

-- CreateIndex
CREATE UNIQUE INDEX "one_time_links_hash" ON "one_time_links"("hash");

-- CreateIndex
CREATE INDEX "one_time_links_user" ON "one_time_links"("user_id");

-- CreateIndex
CREATE INDEX "course_blocks_user" ON "course_blocks"("user_id");

-- CreateIndex
CREATE INDEX "course_blocks_by" ON "course_blocks"("blocked_by_id");

-- CreateIndex
CREATE INDEX "audit_log_newest" ON "audit_log"("at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "audit_log_actor" ON "audit_log"("actor_id", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "audit_log_target" ON "audit_log"("target_id", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "audit_log_action" ON "audit_log"("action", "at" DESC, "id" DESC);

-- AddForeignKey
ALTER TABLE "one_time_links" ADD CONSTRAINT "one_time_links_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "course_blocks" ADD CONSTRAINT "course_blocks_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "courses"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "course_blocks" ADD CONSTRAINT "course_blocks_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "course_blocks" ADD CONSTRAINT "course_blocks_blocked_by_id_fkey" FOREIGN KEY ("blocked_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What the schema has no word for.
ALTER TABLE "one_time_links" ADD CONSTRAINT "one_time_links_kind" CHECK ("kind" IN ('invitation', 'password'));

-- The log is added to, and its oldest rows are let go; what stands in it stays as it is.
CREATE FUNCTION "audit_log_stays"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'audit_log is append-only'; END $$;
CREATE TRIGGER "audit_log_stays" BEFORE UPDATE ON "audit_log" FOR EACH ROW EXECUTE FUNCTION "audit_log_stays"();

-- Accounts that are gone are looked up in what told of them. Few notifications are of this kind.
CREATE INDEX "notifications_of_account" ON "notifications"(("payload"->>'userId')) WHERE "type" = 'user/created';

-- The lane in which mail is sent (lib/server/jobs/lanes.ts): a mail server may be away for hours.
SELECT pgboss.create_queue('mail', '{"policy": "standard", "retryLimit": 15, "retryDelay": 2, "retryBackoff": true, "expireInSeconds": 20}');
