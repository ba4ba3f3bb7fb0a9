/** The names of query parameters of routes, for tests that send them random values. */
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
