/** The names of the queries of all routes, for tests that send values to whatever reads one. */
export const queryNames = [
  "limit",
  "cursor",
  "filter",
  "type",
  "status",
  "video_id",
  "course_id",
  "messages_cursor",
  "query",
  "role",
  "action",
  "person",
  "actor",
];
