import type { Thread } from "#lib/contract/discussions";

/** A discussion as REST shows it to the browser's code: open, asked by Sam, of Lee, at 12:41. */
export const aThread = (over: Partial<Thread> = {}): Thread => ({
  id: "00000000-0000-4000-8000-00000000000a",
  video_id: "00000000-0000-4000-8000-00000000000b",
  video_title: "Variables",
  course_id: "00000000-0000-4000-8000-00000000000c",
  video_timestamp_seconds: 761,
  student_id: "00000000-0000-4000-8000-000000000001",
  student_name: "Sam",
  lecturer_id: "00000000-0000-4000-8000-000000000002",
  lecturer_name: "Lee",
  code_snippet: null,
  question_text: "How do I declare one?",
  student_unread: false,
  lecturer_unread: false,
  status: "open",
  version: 1,
  created_at: "2026-01-01T10:00:00.000Z",
  updated_at: "2026-01-01T10:00:00.000Z",
  ...over,
});
