import { all, type Expected, type Row, staff } from "./matrix-rows";

/** What a page answers; those without a good session are led to the sign-in, where `open` says nothing else. `shows` stands on it for who sees it. */
export type PageCase = { path: string; expect: Row; open?: Expected; shows?: string };
const page = (path: string, expect: Row, shows?: string): PageCase => ({ path, expect, ...(shows !== undefined && { shows }) });
const adminPage = (path: string, shows?: string) => page(path, [404, 404, 404, 404, 404, 404, 200, 404], shows);
const staffPage = (path: string, shows?: string) => page(path, [404, 404, 404, 404, 200, 404, 200, 404], shows);
/** The same with assistants. */
const teamPage = (path: string, shows?: string) => page(path, [404, 404, 404, 404, 200, 404, 200, 200], shows);

export const pages: Record<string, PageCase> = {
  "/": page("/", [200, 200, 200, 200, 307, 307, 307, 200]),
  "/login": { ...page("/login", all(307)), open: 200 },
  "/register": { ...page("/register", all(307)), open: 200 },
  "/forgot-password": { ...page("/forgot-password", all(200)), open: 200 },
  "/set-password": { ...page("/set-password", all(200)), open: 200 },
  "/confirm-email": { ...page("/confirm-email", all(200)), open: 200 },
  "/admin/audit": adminPage("/admin/audit"),
  "/admin/school": adminPage("/admin/school"),
  "/admin/users": adminPage("/admin/users", "{victim.email}"),
  "/admin/users/[id]": adminPage("/admin/users/{victim.id}", "{victim.email}"),
  "/admin/users/import": adminPage("/admin/users/import"),
  "/admin/users/new": adminPage("/admin/users/new"),
  "/courses": page("/courses", all(200), "Programming 1"),
  "/courses/[id]": page("/courses/{courseId}", all(200), "Programming 1"),
  "/courses/[id]/blocked": teamPage("/courses/{courseId}/blocked", "{blocked.email}"),
  "/courses/[id]/roster": staffPage("/courses/{courseId}/roster", "{student.email}"),
  "/courses/[id]/questions": page("/courses/{courseId}/questions", [200, 200, 307, 200, 200, 307, 404, 200]),
  "/courses/[id]/staff": page("/courses/{courseId}/staff", [200, 200, 307, 200, 200, 307, 200, 200], "Assisting"),
  "/courses/[id]/settings": staffPage("/courses/{courseId}/settings", "{code}"),
  "/dashboard": page("/dashboard", [307, 307, 307, 307, 200, 200, 307, 200]),
  "/discussions": page("/discussions", [200, 200, 200, 200, 200, 200, 307, 200]),
  "/discussions/threads/[id]": page("/discussions/threads/{threadId}", [200, 404, 404, 404, 200, 404, 404, 200], "{mark}"),
  "/notifications": page("/notifications", all(200)),
  // Where admins are led who must turn it on, and nobody else.
  "/settings/two-factor": page("/settings/two-factor", all([200, 307])),
  "/settings": page("/settings", all(200), "{own.email}"),
  "/videos/[id]": page("/videos/{videoId}", [200, 200, 307, 200, 200, 307, 200, 200], "Introduction to Python Variables"),
};

/** What is uploaded goes past the tree (lib/server/videos/serve-uploads.ts): a video that waits for its file, and an upload of the lecturer. */
export const uploads: Record<string, Row> = {
  "POST /api/uploads/{uploadVideoId}": staff(201),
  "HEAD /api/uploads/{uploadVideoId}/{uploadId}": staff(200),
  "PATCH /api/uploads/{uploadVideoId}/{uploadId}": staff(204),
  "DELETE /api/uploads/{uploadVideoId}/{uploadId}": staff(204),
  "GET /api/uploads/{uploadVideoId}/{uploadId}": all(405),
};

/** Whether an event is answered, or refused with `{ ok: false }`; who has no good session has no connection. */
type EventRow = readonly [boolean, boolean, boolean, boolean, boolean, boolean, boolean, boolean];
const everyone: EventRow = [true, true, true, true, true, true, true, true];
/** The asker and the staff. */
const both: EventRow = [true, false, false, false, true, false, false, true];
const inCourse: EventRow = [true, true, false, true, true, false, false, true];
/** In this order: who may join may type. */
export const events: Record<string, { body?: unknown; answered: EventRow }> = {
  ping: { answered: everyone },
  "notifications:sync": { body: { since: 0 }, answered: everyone },
  "thread:join": { body: { threadId: "{threadId}" }, answered: both },
  "thread:typing": { body: { threadId: "{threadId}" }, answered: both },
  "course:join": { body: { courseId: "{courseId}" }, answered: inCourse },
  "course:sync": { body: { courseId: "{courseId}", since: 0 }, answered: inCourse },
  "course:leave": { body: { courseId: "{courseId}" }, answered: everyone },
  "thread:leave": { body: { threadId: "{threadId}" }, answered: everyone },
};
