-- The inbox pages by thread: whether a row is the newest of its thread, and which one is, is looked up here.
-- CreateIndex
CREATE INDEX "notifications_of_thread" ON "notifications"("user_id", "thread_id", "created_at" DESC, "id" DESC) WHERE (counted AND removed_at IS NULL AND thread_id IS NOT NULL);
