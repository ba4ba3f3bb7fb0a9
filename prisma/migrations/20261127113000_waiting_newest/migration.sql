-- The questions of a course that wait, the last changed first: few among many that are answered.
CREATE INDEX "threads_waiting_newest" ON "threads"("course_id", "updated_at" DESC, "id" DESC) WHERE (kind = 'question' AND status = 'open' AND (waiting_since IS NOT NULL OR (answered_at IS NULL AND student_answered_at IS NULL)));
