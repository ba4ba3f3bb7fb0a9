-- Statements that read a whole table for few rows of it. Admins choose a course from the first thousand by title.
CREATE INDEX "courses_by_title" ON "courses"("title", "id") WHERE (deleted_at IS NULL);
-- What is let go every six hours. Partial, so that a notification that is counted and there stands in none of them.
CREATE INDEX "notifications_removed" ON "notifications"("removed_at") WHERE (removed_at IS NOT NULL);
CREATE INDEX "notifications_receipts" ON "notifications"("created_at") WHERE (NOT counted);
CREATE INDEX "course_changes_removed" ON "course_changes"("removed_at") WHERE (removed_at IS NOT NULL);
CREATE INDEX "one_time_links_expiry" ON "one_time_links"("expires_at");
-- Somebody's pictures, for the export of their data.
CREATE INDEX "images_of_uploader" ON "images"("uploader_id", "created_at", "id") WHERE (deleted_at IS NULL);
