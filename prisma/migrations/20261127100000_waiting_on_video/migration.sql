-- The questions that wait about a video, the longest first: which of them ask the same.
CREATE INDEX "threads_waiting_on_video" ON "threads"("video_id", "waiting_since", "id") WHERE (waiting_since IS NOT NULL);
