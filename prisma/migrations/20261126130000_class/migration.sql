-- A course has staff, threads have members, and a thread may belong to the class. Expand only: processes of the release before go on beside
-- new ones, so threads keep "lecturer_id", "student_unread" and "lecturer_unread", and the triggers below keep them and the new tables in step
-- whichever process writes (decision 0032).

-- Who teaches a course. Its owner (courses.lecturer_id) is always a lecturer of it.
CREATE TABLE "course_staff" (
    "course_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "part" TEXT NOT NULL,
    "news" TEXT NOT NULL DEFAULT 'all',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "course_staff_pkey" PRIMARY KEY ("course_id","user_id")
);
CREATE INDEX "course_staff_user" ON "course_staff"("user_id", "course_id");
ALTER TABLE "course_staff" ADD CONSTRAINT "course_staff_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "courses"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "course_staff" ADD CONSTRAINT "course_staff_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "course_staff" ADD CONSTRAINT "course_staff_part" CHECK ("part" IN ('lecturer', 'assistant'));
ALTER TABLE "course_staff" ADD CONSTRAINT "course_staff_news" CHECK ("news" IN ('all', 'mine', 'none'));

-- What somebody has to do with a thread. A row comes with the first message, notification, vote or choice.
CREATE TABLE "thread_members" (
    "thread_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "wrote" BOOLEAN NOT NULL DEFAULT false,
    "unread" BOOLEAN NOT NULL DEFAULT false,
    "voted" BOOLEAN NOT NULL DEFAULT false,
    "level" TEXT,

    CONSTRAINT "thread_members_pkey" PRIMARY KEY ("thread_id","user_id")
);
CREATE INDEX "thread_members_unread" ON "thread_members"("user_id", "thread_id") WHERE (unread);
CREATE INDEX "thread_members_followed" ON "thread_members"("user_id", "thread_id") WHERE (wrote OR voted OR level IS NOT NULL);
ALTER TABLE "thread_members" ADD CONSTRAINT "thread_members_thread_id_fkey" FOREIGN KEY ("thread_id") REFERENCES "threads"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "thread_members" ADD CONSTRAINT "thread_members_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "thread_members" ADD CONSTRAINT "thread_members_level" CHECK ("level" IN ('all', 'answers', 'none'));

ALTER TABLE "courses"
    ADD COLUMN "class_questions" TEXT NOT NULL DEFAULT 'on',
    ADD COLUMN "anonymity" TEXT NOT NULL DEFAULT 'allowed',
    ADD COLUMN "posting" TEXT NOT NULL DEFAULT 'open',
    ADD COLUMN "closed_from" TIMESTAMPTZ(3),
    ADD COLUMN "closed_until" TIMESTAMPTZ(3),
    ADD CONSTRAINT "courses_class_questions" CHECK ("class_questions" IN ('off', 'on', 'default')),
    ADD CONSTRAINT "courses_anonymity" CHECK ("anonymity" IN ('off', 'allowed', 'default')),
    ADD CONSTRAINT "courses_posting" CHECK ("posting" IN ('open', 'closed'));

ALTER TABLE "threads"
    ALTER COLUMN "video_id" DROP NOT NULL,
    ADD COLUMN "visibility" TEXT NOT NULL DEFAULT 'private',
    ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'question',
    ADD COLUMN "title" TEXT,
    ADD COLUMN "anonymous" BOOLEAN NOT NULL DEFAULT false,
    -- What stands for the asker's id while the thread is anonymous. Random, so it says nothing, and two threads have nothing in common.
    ADD COLUMN "alias_id" UUID NOT NULL DEFAULT gen_random_uuid(),
    ADD COLUMN "student_answered_at" TIMESTAMPTZ(3),
    ADD COLUMN "accepted_message_id" UUID,
    ADD COLUMN "votes" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "votes_told" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "votes_told_at" TIMESTAMPTZ(3),
    ADD COLUMN "answer_told" BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN "publish_asked_at" TIMESTAMPTZ(3),
    ADD COLUMN "publish_answered_at" TIMESTAMPTZ(3),
    ADD COLUMN "class_seq" BIGINT,
    ADD COLUMN "claimed_by_id" UUID,
    ADD COLUMN "claimed_until" TIMESTAMPTZ(3),
    ADD CONSTRAINT "threads_visibility" CHECK ("visibility" IN ('private', 'class')),
    ADD CONSTRAINT "threads_kind" CHECK ("kind" IN ('question', 'announcement')),
    ADD CONSTRAINT "threads_claimed_by_id_fkey" FOREIGN KEY ("claimed_by_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
DROP INDEX "threads_course";
CREATE INDEX "threads_of_course" ON "threads"("course_id", "updated_at" DESC, "id" DESC);
CREATE INDEX "threads_waiting_in_course" ON "threads"("course_id", "waiting_since", "id") WHERE (waiting_since IS NOT NULL);
CREATE INDEX "threads_of_class" ON "threads"("course_id", "updated_at" DESC, "id" DESC) WHERE (visibility = 'class');
CREATE INDEX "threads_of_class_by_votes" ON "threads"("course_id", "votes" DESC, "updated_at" DESC, "id" DESC) WHERE (visibility = 'class');
CREATE INDEX "threads_new_in_class" ON "threads"("course_id", "class_seq") WHERE (visibility = 'class');
CREATE INDEX "threads_votes_untold" ON "threads"("id") WHERE (votes <> votes_told);

ALTER TABLE "messages"
    ADD COLUMN "endorsed_by_id" UUID,
    ADD COLUMN "endorsed_at" TIMESTAMPTZ(3),
    ADD CONSTRAINT "messages_endorsed_by_id_fkey" FOREIGN KEY ("endorsed_by_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "messages" DROP CONSTRAINT "messages_author_role";
ALTER TABLE "messages" ADD CONSTRAINT "messages_author_role" CHECK ("author_role" IN ('student', 'assistant', 'lecturer', 'admin'));
ALTER TABLE "notifications" DROP CONSTRAINT "notifications_type";
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_type" CHECK ("type" IN ('thread/discussion', 'user/created', 'user/deleted', 'course/created', 'video/uploaded', 'course/announcement'));

ALTER TABLE "notification_preferences" DROP CONSTRAINT "notification_preferences_type";
ALTER TABLE "notification_preferences" ADD CONSTRAINT "notification_preferences_type" CHECK ("type" IN ('thread/discussion', 'user/created', 'user/deleted', 'course/created', 'video/uploaded', 'course/announcement'));

-- The class's threads of each course: raised by one by each change of one of them, without holes.
CREATE TABLE "course_feeds" (
    "course_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL DEFAULT 0,
    "floor" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "course_feeds_pkey" PRIMARY KEY ("course_id")
);
ALTER TABLE "course_feeds" ADD CONSTRAINT "course_feeds_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "courses"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The last change of each thread that the class has, or had.
CREATE TABLE "course_changes" (
    "course_id" UUID NOT NULL,
    "thread_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "course_changes_pkey" PRIMARY KEY ("course_id","thread_id")
);
CREATE INDEX "course_changes_seq" ON "course_changes"("course_id", "seq");
ALTER TABLE "course_changes" ADD CONSTRAINT "course_changes_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "courses"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "course_seen" (
    "course_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,

    CONSTRAINT "course_seen_pkey" PRIMARY KEY ("course_id","user_id")
);
CREATE INDEX "course_seen_user" ON "course_seen"("user_id");
ALTER TABLE "course_seen" ADD CONSTRAINT "course_seen_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "courses"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "course_seen" ADD CONSTRAINT "course_seen_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is there already.
INSERT INTO "course_staff" ("course_id", "user_id", "part") SELECT "id", "lecturer_id", 'lecturer' FROM "courses";
INSERT INTO "thread_members" ("thread_id", "user_id", "wrote", "unread")
SELECT "thread_id", "user_id", bool_or("wrote"), bool_or("unread") FROM (
    SELECT "thread_id", "author_id" AS "user_id", true AS "wrote", false AS "unread" FROM "messages" GROUP BY 1, 2
    UNION ALL
    SELECT "thread_id", "user_id", false, true FROM "notifications"
    WHERE "counted" AND "removed_at" IS NULL AND "read_at" IS NULL AND "thread_id" IS NOT NULL GROUP BY 1, 2
) AS known GROUP BY 1, 2;

-- The owner of a course is on its staff, and a former owner is not, unless the hand-over puts them there again.
CREATE FUNCTION course_has_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        DELETE FROM course_staff WHERE course_id = NEW.id AND user_id = OLD.lecturer_id;
    END IF;
    INSERT INTO course_staff (course_id, user_id, part) VALUES (NEW.id, NEW.lecturer_id, 'lecturer')
    ON CONFLICT (course_id, user_id) DO UPDATE SET part = 'lecturer';
    RETURN NULL;
END $$;
CREATE TRIGGER courses_owner_made AFTER INSERT ON "courses" FOR EACH ROW EXECUTE FUNCTION course_has_owner();
CREATE TRIGGER courses_owner_changed AFTER UPDATE OF "lecturer_id" ON "courses"
    FOR EACH ROW WHEN (OLD.lecturer_id IS DISTINCT FROM NEW.lecturer_id) EXECUTE FUNCTION course_has_owner();

-- Nobody is enrolled in a course that they teach, whichever way they come.
CREATE FUNCTION staff_is_not_enrolled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM course_staff WHERE course_id = NEW.course_id AND user_id = NEW.student_id) THEN
        RETURN NULL;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enrollments_of_students BEFORE INSERT ON "enrollments" FOR EACH ROW EXECUTE FUNCTION staff_is_not_enrolled();

CREATE FUNCTION message_has_member() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO thread_members AS m (thread_id, user_id, wrote) VALUES (NEW.thread_id, NEW.author_id, true)
    ON CONFLICT (thread_id, user_id) DO UPDATE SET wrote = true WHERE NOT m.wrote;
    RETURN NULL;
END $$;
CREATE TRIGGER messages_member AFTER INSERT ON "messages" FOR EACH ROW EXECUTE FUNCTION message_has_member();

-- A thread is unread to somebody exactly while they have an unread counted notification of it. The two columns of threads are for processes of
-- the release before.
CREATE FUNCTION notification_marks_thread() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO thread_members AS m (thread_id, user_id, unread) VALUES (NEW.thread_id, NEW.user_id, true)
    ON CONFLICT (thread_id, user_id) DO UPDATE SET unread = true WHERE NOT m.unread;
    UPDATE threads SET student_unread = student_unread OR student_id = NEW.user_id, lecturer_unread = lecturer_unread OR lecturer_id = NEW.user_id
    WHERE id = NEW.thread_id AND (NOT student_unread AND student_id = NEW.user_id OR NOT lecturer_unread AND lecturer_id = NEW.user_id);
    RETURN NULL;
END $$;
CREATE TRIGGER notifications_added AFTER INSERT ON "notifications" FOR EACH ROW
    WHEN (NEW.counted AND NEW.removed_at IS NULL AND NEW.read_at IS NULL AND NEW.thread_id IS NOT NULL) EXECUTE FUNCTION notification_marks_thread();

CREATE FUNCTION notifications_mark_threads() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched uuid[];
BEGIN
    WITH changed AS (
        SELECT DISTINCT n.thread_id, n.user_id FROM rows_before o JOIN rows_after n ON n.id = o.id
        WHERE n.thread_id IS NOT NULL AND n.counted AND (o.removed_at IS NULL AND o.read_at IS NULL) <> (n.removed_at IS NULL AND n.read_at IS NULL)
    ), marked AS (
        INSERT INTO thread_members AS m (thread_id, user_id, unread)
        SELECT c.thread_id, c.user_id, EXISTS (SELECT 1 FROM notifications n WHERE n.user_id = c.user_id AND n.thread_id = c.thread_id
            AND n.counted AND n.removed_at IS NULL AND n.read_at IS NULL)
        FROM changed c ORDER BY c.thread_id, c.user_id
        ON CONFLICT (thread_id, user_id) DO UPDATE SET unread = excluded.unread WHERE m.unread <> excluded.unread
        RETURNING m.thread_id
    )
    SELECT array_agg(DISTINCT thread_id) INTO touched FROM marked;
    IF touched IS NOT NULL THEN
        UPDATE threads t SET student_unread = s.student, lecturer_unread = s.lecturer
        FROM (SELECT id, EXISTS (SELECT 1 FROM thread_members m WHERE m.thread_id = threads.id AND m.user_id = student_id AND m.unread) AS student,
                EXISTS (SELECT 1 FROM thread_members m WHERE m.thread_id = threads.id AND m.user_id = lecturer_id AND m.unread) AS lecturer
              FROM threads WHERE id = ANY(touched)) s
        WHERE t.id = s.id AND (t.student_unread <> s.student OR t.lecturer_unread <> s.lecturer);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER notifications_changed AFTER UPDATE ON "notifications" REFERENCING OLD TABLE AS rows_before NEW TABLE AS rows_after
    FOR EACH STATEMENT EXECUTE FUNCTION notifications_mark_threads();
