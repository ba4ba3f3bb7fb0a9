import type { Kind } from "./people";

/** What stands for `@course` and the like in the table below. */
export type Ids = Record<string, string>;

type Body = { method: string; path: string; who: Kind; body: Record<string, unknown> };

/** Every body that some route takes, good as it stands: a bad value is put into one field at a time. */
export const bodies: readonly Body[] = [
  { method: "POST", path: "/api/auth/login", who: "nobody", body: { email: "nobody@test.example", password: "a wrong one" } },
  {
    method: "POST",
    path: "/api/auth/register",
    who: "nobody",
    body: { email: "taken@test.example", password: "long enough it is", first_name: "A", last_name: "B" },
  },
  { method: "POST", path: "/api/auth/refresh", who: "nobody", body: { refresh_token: "x" } },
  { method: "POST", path: "/api/auth/logout", who: "nobody", body: { refresh_token: "x" } },
  { method: "POST", path: "/api/auth/password/forgot", who: "nobody", body: { email: "nobody@test.example" } },
  { method: "POST", path: "/api/auth/password/link", who: "nobody", body: { token: "x" } },
  { method: "POST", path: "/api/auth/password/reset", who: "nobody", body: { token: "x", password: "long enough it is" } },
  {
    method: "POST",
    path: "/api/auth/password",
    who: "student",
    body: { current_password: "a wrong one", new_password: "long enough it is" },
  },
  { method: "PATCH", path: "/api/auth/me", who: "student", body: { first_name: "A", last_name: "B" } },
  { method: "DELETE", path: "/api/users/me", who: "student", body: { password: "a wrong one" } },
  { method: "POST", path: "/api/courses", who: "lecturer", body: { title: "A", description: "B", enrolment_code: "c" } },
  {
    method: "POST",
    path: "/api/courses",
    who: "admin",
    body: { title: "A", description: "B", lecturer_id: "@lecturer", enrolment_code: null },
  },
  {
    method: "PATCH",
    path: "/api/courses/@spareCourse",
    who: "lecturer",
    body: { title: "A", description: "B", enrolment_code: "c", archived: false },
  },
  { method: "PATCH", path: "/api/courses/@spareCourse", who: "admin", body: { lecturer_id: "@lecturer" } },
  { method: "POST", path: "/api/courses/@course/enrollment", who: "student", body: { enrolment_code: "c" } },
  {
    method: "POST",
    path: "/api/courses/@course/videos",
    who: "lecturer",
    body: { title: "A", description: "B", url: "https://v.test.example/a" },
  },
  {
    method: "POST",
    path: "/api/courses/@course/roster/import",
    who: "lecturer",
    body: { csv_base64: "ZW1haWwKYUB0ZXN0LmV4YW1wbGU=", confirm: false },
  },
  { method: "PUT", path: "/api/courses/@spareCourse/blocks/@spare", who: "lecturer", body: { reason: "A" } },
  { method: "PATCH", path: "/api/videos/@video", who: "lecturer", body: { title: "A", description: "B", url: "https://v.test.example/a" } },
  { method: "PUT", path: "/api/videos/@video/progress", who: "student", body: { seconds: 1 } },
  { method: "PUT", path: "/api/videos/@video/captions", who: "lecturer", body: { captions: "WEBVTT\n\n00:01.000 --> 00:02.000\nA" } },
  {
    method: "POST",
    path: "/api/discussions/threads",
    who: "student",
    body: {
      video_id: "@video",
      lecturer_id: "@lecturer",
      question_text: "a question of some length",
      video_timestamp_seconds: 1,
      code_snippet: "a = 1",
    },
  },
  { method: "PATCH", path: "/api/discussions/threads/@thread", who: "student", body: { status: "open" } },
  { method: "POST", path: "/api/discussions/threads/@thread/messages", who: "student", body: { content: "A" } },
  { method: "POST", path: "/api/discussions/threads/@thread/read", who: "lecturer", body: { up_to_message_id: "@message" } },
  { method: "POST", path: "/api/discussions/threads/@thread/resolve", who: "lecturer", body: {} },
  { method: "POST", path: "/api/discussions/threads/@thread/reopen", who: "lecturer", body: {} },
  { method: "PATCH", path: "/api/discussions/messages/@message", who: "student", body: { content: "A" } },
  { method: "POST", path: "/api/notifications/read", who: "lecturer", body: { ids: ["@notification"] } },
  { method: "POST", path: "/api/notifications/read", who: "lecturer", body: { thread_id: "@thread" } },
  { method: "POST", path: "/api/notifications/read", who: "lecturer", body: { up_to_seq: 1 } },
  { method: "POST", path: "/api/notifications/unread", who: "lecturer", body: { ids: ["@notification"] } },
  { method: "PUT", path: "/api/notifications/preferences", who: "student", body: { types: {}, muted_threads: ["@thread"] } },
  {
    method: "POST",
    path: "/api/users",
    who: "admin",
    body: { email: "taken@test.example", first_name: "A", last_name: "B", role: "student", password: "long enough it is" },
  },
  {
    method: "PATCH",
    path: "/api/users/@spare",
    who: "admin",
    body: { email: "spare@test.example", first_name: "A", last_name: "B", role: "student" },
  },
  {
    method: "POST",
    path: "/api/users/import",
    who: "admin",
    body: { csv_base64: "ZW1haWwsZmlyc3RfbmFtZSxsYXN0X25hbWUscm9sZQo=", confirm: false },
  },
  { method: "POST", path: "/api/users/@spare/link", who: "admin", body: {} },
];

/** The same with real ids in place of their stand-ins. */
export const fill = <Thing>(thing: Thing, ids: Ids): Thing =>
  JSON.parse(JSON.stringify(thing).replace(/@([a-zA-Z]+)(?=["/\]]|$)/g, (name, key: string) => ids[key] ?? name)) as Thing;
