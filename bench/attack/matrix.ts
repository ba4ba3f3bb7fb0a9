import { classRoutes } from "./matrix-class";
import { admin, all, as, type Case, everybody, inClass, moderators, participants, staff, student, viewers } from "./matrix-rows";
import { png } from "./pictures";

const question = "What does this test ask? How do I declare a variable?";
const csv = (text: string) => Buffer.from(text).toString("base64");
const newPassword = "another-password-of-the-attacked-1";

/** A PNG of one pixel. */
const onePixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

const course = "/api/courses/{courseId}";
const thread = "/api/discussions/threads/{threadId}";
const classThread = "/api/discussions/threads/{classThreadId}";
const video = "/api/videos/{videoId}";

/**
 * Who may do what. Each method of each route has an entry here, each page and each event one in matrix-pages.ts. S1 lists them from the
 * tree and fails with the name of one without an entry. `{name}` stands for an id of the scene (people.ts), `{own.…}` for an id of the caller.
 */
export const routes: Record<string, Case[]> = {
  // First, because a deletion further down takes their files along.
  "POST /api/images": [
    { ...as("/api/images", all(201)), file: png },
    { ...as("/api/images", all(400)), file: Buffer.from("<svg/>") },
  ],
  "GET /api/images/[id]": [
    as("/api/images/{imageId}", [200, 404, 404, 404, 200, 404, 404, 200]),
    as("/api/images/{classImageId}", [200, 200, 404, 200, 200, 404, 404, 200]),
    as("/api/images/{ownImageId}", [200, 404, 404, 404, 404, 404, 404, 404]),
  ],
  "HEAD /api/images/[id]": [as("/api/images/{imageId}", [200, 404, 404, 404, 200, 404, 404, 200])],

  ...classRoutes,
  "GET /api/[...rest]": [everybody("/api/nothing/here", 404)],
  "POST /api/[...rest]": [everybody("/api/nothing/here", 404)],
  "PUT /api/[...rest]": [everybody("/api/nothing/here", 404)],
  "PATCH /api/[...rest]": [everybody("/api/nothing/here", 404)],
  "DELETE /api/[...rest]": [everybody("/api/nothing/here", 404)],

  "GET /api/health": [everybody("/api/health", 200)],
  "GET /api/ready": [everybody("/api/ready", 200)],
  "GET /api/openapi.json": [everybody("/api/openapi.json", 200)],
  "GET /api/asyncapi.json": [everybody("/api/asyncapi.json", 200)],
  "GET /api/docs": [everybody("/api/docs", 200)],
  "GET /api/docs/[file]": [everybody("/api/docs/start.js", 200), everybody("/api/docs/package.json", 404)],
  // No mail server is set up there: a mail to oneself, and there is none to send.
  "POST /api/mail/test": [as("/api/mail/test", admin(409))],
  "GET /api/school": [everybody("/api/school", 200)],
  "PATCH /api/school": [as("/api/school", admin(200), { name: "A school", imprint: "https://example.edu/imprint" })],
  "PUT /api/school/logo": [as("/api/school/logo", admin(200), { image_base64: onePixel })],
  "DELETE /api/school/logo": [as("/api/school/logo", admin(200))],
  "GET /api/school/logo/[hash]": [everybody(`/api/school/logo/${"0".repeat(32)}`, 404)],
  "GET /api/audit": [as("/api/audit", admin(200))],

  "GET /api/auth/[...nextauth]": [everybody("/api/auth/session", [200, 404]), everybody("/api/auth/csrf", 200)],
  // Without its token against foreign posts it leads to its own page or is refused.
  "POST /api/auth/[...nextauth]": [
    everybody("/api/auth/callback/credentials", [302, 400, 403], { email: "{student.email}", password: "{password}" }),
  ],
  // Signed in, for one's own address: a link of nobody is none.
  "POST /api/auth/email-confirmation": [as("/api/auth/email-confirmation", all(404), { token: "no-link-of-anybody" })],
  "POST /api/auth/email-confirmation/mail": [as("/api/auth/email-confirmation/mail", all([200, 409]))],
  "POST /api/auth/login": [
    { ...everybody("/api/auth/login", 401, { email: "{victim.email}", password: "not-their-password" }), writes: ["audit_log"] },
    everybody("/api/auth/login", 200, { email: "{victim.email}", password: "{password}" }),
  ],
  "POST /api/auth/logout": [as("/api/auth/logout", all(200))],
  "GET /api/auth/me": [as("/api/auth/me", all(200))],
  "PATCH /api/auth/me": [as("/api/auth/me", all(200), { first_name: "Renamed" })],
  "POST /api/auth/password/forgot": [everybody("/api/auth/password/forgot", 200, { email: "{victim.email}" })],
  "POST /api/auth/password/link": [everybody("/api/auth/password/link", 404, { token: "no-link-of-anybody" })],
  "POST /api/auth/password/reset": [everybody("/api/auth/password/reset", 404, { token: "no-link-of-anybody", password: newPassword })],
  "POST /api/auth/password": [
    as("/api/auth/password", all(400), { current_password: "not-their-password", new_password: newPassword }),
    as("/api/auth/password", all(200), { current_password: "{password}", new_password: newPassword }),
  ],
  "POST /api/auth/refresh": [everybody("/api/auth/refresh", 401, { refresh_token: "no-token-of-anybody" })],
  "POST /api/auth/register": [
    everybody("/api/auth/register", 400, { email: "{victim.email}" }),
    everybody("/api/auth/register", 409, { email: "{victim.email}", password: newPassword, first_name: "New", last_name: "Person" }),
    everybody("/api/auth/register", 201, { email: "new@test.example", password: newPassword, first_name: "New", last_name: "Person" }),
  ],
  "GET /api/auth/sessions": [as("/api/auth/sessions", all(200))],
  "DELETE /api/auth/sessions": [as("/api/auth/sessions", all(200))],
  "DELETE /api/auth/sessions/[id]": [
    as("/api/auth/sessions/{victim.sessionId}", all(404)),
    as("/api/auth/sessions/{own.sessionId}", all(200)),
  ],

  "GET /api/courses": [as("/api/courses", all(200))],
  "POST /api/courses": [
    as("/api/courses", [403, 403, 403, 403, 201, 201, 400, 403], { title: "A course of one's own" }),
    as("/api/courses", [403, 403, 403, 403, 201, 403, 201, 403], { title: "A course of the lecturer", lecturer_id: "{lecturer.id}" }),
  ],
  "GET /api/courses/[id]": [as(course, all(200))],
  "PATCH /api/courses/[id]": [
    as(course, staff(200), { title: "Renamed" }),
    as(course, [403, 403, 403, 403, 403, 403, 200, 403], { lecturer_id: "{otherLecturer.id}" }),
  ],
  "DELETE /api/courses/[id]": [as(course, staff(200))],
  "GET /api/courses/[id]/settings": [as(`${course}/settings`, moderators(200))],
  "GET /api/courses/[id]/blocks": [as(`${course}/blocks`, moderators(200))],
  "PUT /api/courses/[id]/blocks/[userId]": [as(`${course}/blocks/{otherStudent.id}`, moderators(200), { reason: "Spam" })],
  "DELETE /api/courses/[id]/blocks/[userId]": [as(`${course}/blocks/{blocked.id}`, moderators(200))],
  "POST /api/courses/[id]/enrollment": [
    as(`${course}/enrollment`, [201, 201, 403, 201, 403, 403, 403, 409], { enrolment_code: "not-the-code" }),
    as(`${course}/enrollment`, [201, 201, 201, 201, 403, 403, 403, 409], { enrolment_code: "{code}" }),
  ],
  "DELETE /api/courses/[id]/enrollment": [as(`${course}/enrollment`, student(200))],
  "GET /api/courses/[id]/roster": [as(`${course}/roster`, staff(200))],
  "DELETE /api/courses/[id]/roster/[userId]": [as(`${course}/roster/{otherStudent.id}`, staff(200))],
  "POST /api/courses/[id]/roster/import": [
    as(`${course}/roster/import`, staff(200), { csv_base64: csv("email\n{outsider.email}\n"), confirm: true }),
  ],
  "POST /api/courses/[id]/videos": [as(`${course}/videos`, staff(201), { title: "New", url: "https://videos.example.edu/new.webm" })],

  "GET /api/discussions/queue": [as("/api/discussions/queue", [403, 403, 403, 403, 200, 200, 403, 200])],
  "GET /api/discussions/queue/figures": [
    as("/api/discussions/queue/figures", [403, 403, 403, 403, 200, 200, 403, 200]),
    as("/api/discussions/queue/figures?course_id={courseId}", [403, 403, 403, 403, 200, 403, 403, 200]),
  ],
  "GET /api/discussions/threads": [as("/api/discussions/threads", all(200)), as("/api/discussions/threads?course_id={courseId}", all(200))],
  "POST /api/discussions/threads": [
    as("/api/discussions/threads", [201, 201, 403, 403, 403, 403, 403, 403], {
      video_id: "{videoId}",
      lecturer_id: "{lecturer.id}",
      question_text: question,
    }),
    as("/api/discussions/threads", all(403), { video_id: "{videoId}", lecturer_id: "{otherLecturer.id}", question_text: question }),
  ],
  "GET /api/discussions/threads/unread": [as("/api/discussions/threads/unread", all(200))],
  "GET /api/discussions/threads/[id]": [as(thread, participants(200)), as(classThread, inClass(200))],
  "PATCH /api/discussions/threads/[id]": [
    as(thread, participants(200), { status: "resolved" }),
    as(classThread, participants(200), { visibility: "private" }),
    as(classThread, [200, 403, 403, 403, 403, 403, 403, 403], { anonymous: true }),
  ],
  // Answered: its student takes it back no more.
  "DELETE /api/discussions/threads/[id]": [as(thread, [403, 403, 403, 403, 200, 403, 200, 403])],
  "POST /api/discussions/threads/[id]/messages": [
    as(`${thread}/messages`, participants(201), { content: "A reply" }),
    as(`${classThread}/messages`, [201, 201, 403, 403, 201, 403, 403, 201], { content: "A reply" }),
  ],
  "POST /api/discussions/threads/[id]/read": [as(`${thread}/read`, participants(200))],
  "POST /api/discussions/threads/[id]/reopen": [as(`${thread}/reopen`, participants(200))],
  "POST /api/discussions/threads/[id]/resolve": [as(`${thread}/resolve`, participants(200))],
  "PATCH /api/discussions/messages/[id]": [
    as("/api/discussions/messages/{messageId}", [200, 403, 403, 403, 403, 403, 403, 403], { content: "Edited" }),
    as("/api/discussions/messages/{answerId}", [403, 403, 403, 403, 200, 403, 403, 403], { content: "Edited" }),
  ],
  "DELETE /api/discussions/messages/[id]": [
    as("/api/discussions/messages/{messageId}", [200, 403, 403, 403, 200, 403, 403, 403]),
    as("/api/discussions/messages/{questionId}", all(403)),
  ],

  "GET /api/notifications": [as("/api/notifications", all(200))],
  "GET /api/notifications/threads": [as("/api/notifications/threads?ids={threadId}", all(200))],
  "GET /api/notifications/counts": [as("/api/notifications/counts", all(200))],
  "GET /api/notifications/preferences": [as("/api/notifications/preferences", all(200))],
  "PUT /api/notifications/preferences": [
    as("/api/notifications/preferences", all(200), { types: { "video/uploaded": { in_app: false } } }),
  ],
  "POST /api/notifications/read": [
    { ...as("/api/notifications/read", all(200), { ids: ["{lecturerNotificationId}"] }), changesFor: ["lecturer"] },
    { ...as("/api/notifications/read", all(200), { thread_id: "{threadId}" }), changesFor: ["student", "lecturer", "assistant"] },
  ],
  "POST /api/notifications/unread": [
    { ...as("/api/notifications/unread", all(200), { ids: ["{lecturerNotificationId}"] }), changesFor: ["lecturer"] },
  ],

  "GET /api/users": [as("/api/users", admin(200))],
  "POST /api/users": [as("/api/users", admin(201), { email: "made@test.example", first_name: "Made", last_name: "Up", role: "admin" })],
  // Without a word of confirmation it only counts.
  "POST /api/users/links": [as("/api/users/links", admin(200), {})],
  "POST /api/users/import": [
    as("/api/users/import", admin(200), {
      csv_base64: csv("email,first_name,last_name,role\ncsv@test.example,C,Sv,admin\n"),
      confirm: true,
    }),
  ],
  "GET /api/users/[id]": [as("/api/users/{victim.id}", admin(200))],
  "PATCH /api/users/[id]": [
    as("/api/users/{victim.id}", admin(200), { role: "admin" }),
    as("/api/users/{own.id}", [403, 403, 403, 403, 403, 403, 200, 403], { last_name: "Promoted" }),
  ],
  "DELETE /api/users/[id]": [as("/api/users/{victim.id}", admin(200))],
  "GET /api/users/[id]/deletion": [as("/api/users/{victim.id}/deletion", admin(200))],
  "POST /api/users/[id]/link": [as("/api/users/{victim.id}/link", admin(201))],
  "GET /api/users/[id]/sessions": [as("/api/users/{victim.id}/sessions", admin(200))],
  "DELETE /api/users/[id]/sessions": [as("/api/users/{victim.id}/sessions", admin(200))],
  "DELETE /api/users/[id]/sessions/[sid]": [
    as("/api/users/{victim.id}/sessions/{victim.sessionId}", admin(200)),
    as("/api/users/{victim.id}/sessions/{student.sessionId}", admin(404)),
  ],
  "POST /api/users/[id]/email-confirmation": [as("/api/users/{victim.id}/email-confirmation", admin(200))],
  // It is not on: an admin finds nothing to turn off.
  "DELETE /api/users/[id]/two-factor": [as("/api/users/{victim.id}/two-factor", admin(409))],
  "GET /api/users/me/two-factor": [as("/api/users/me/two-factor", all(200))],
  "POST /api/users/me/two-factor": [
    as("/api/users/me/two-factor", all(400), { password: "not-their-password" }),
    as("/api/users/me/two-factor", all(200), { password: "{password}" }),
  ],
  "PUT /api/users/me/two-factor": [as("/api/users/me/two-factor", all(409), { code: "123456" })],
  "DELETE /api/users/me/two-factor": [as("/api/users/me/two-factor", all(400), { password: "not-their-password", code: "123456" })],
  "POST /api/users/me/two-factor/recovery-codes": [
    as("/api/users/me/two-factor/recovery-codes", all(400), { password: "not-their-password", code: "123456" }),
  ],
  // One at a time for a person, and both ways of being known are tried at once.
  "GET /api/users/me/export": [as("/api/users/me/export", all([200, 429]))],
  "DELETE /api/users/me": [
    as("/api/users/me", all(400), { password: "not-their-password" }),
    as("/api/users/me", [200, 200, 200, 200, 409, 409, 200, 200], { password: "{password}" }),
  ],

  "GET /api/videos/[id]": [as(video, viewers(200))],
  "GET /api/videos/[id]/moments": [as(`${video}/moments`, viewers(200))],
  "PATCH /api/videos/[id]": [as(video, staff(200), { title: "Renamed" })],
  "DELETE /api/videos/[id]": [as(video, staff(200))],
  "GET /api/videos/[id]/stream": [as(`${video}/stream`, viewers(302))],
  "HEAD /api/videos/[id]/stream": [as(`${video}/stream`, viewers(302))],
  // There are none: that is for those to know who may see the video.
  "GET /api/videos/[id]/captions": [as(`${video}/captions`, viewers(404))],
  "HEAD /api/videos/[id]/captions": [as(`${video}/captions`, viewers(404))],
  "PUT /api/videos/[id]/captions": [as(`${video}/captions`, staff(200), { captions: "WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n" })],
  "DELETE /api/videos/[id]/captions": [as(`${video}/captions`, staff([200, 404]))],
  "GET /api/videos/[id]/poster": [as(`${video}/poster`, viewers(404))],
  "HEAD /api/videos/[id]/poster": [as(`${video}/poster`, viewers(404))],
  // The video of the scene plays from elsewhere: it has no file to be replaced.
  "POST /api/videos/[id]/replacement": [as(`${video}/replacement`, staff(409))],
  "DELETE /api/videos/[id]/replacement": [as(`${video}/replacement`, staff(200))],
  "GET /api/videos/[id]/processing": [as(`${video}/processing`, staff(200))],
  "GET /api/videos/[id]/progress": [as(`${video}/progress`, [200, 200, 403, 200, 403, 403, 403, 403])],
  "PUT /api/videos/[id]/progress": [as(`${video}/progress`, [200, 200, 403, 200, 403, 403, 403, 403], { seconds: 5 })],
};
