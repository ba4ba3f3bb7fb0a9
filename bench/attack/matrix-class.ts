import { as, type Case, inClass, participants, staff, teachers } from "./matrix-rows";

const course = "/api/courses/{courseId}";
const thread = "/api/discussions/threads/{threadId}";
const classThread = "/api/discussions/threads/{classThreadId}";
const answer = "/api/discussions/messages/{classAnswerId}";

/** Routes of staff, of the class and of its feed. */
export const classRoutes: Record<string, Case[]> = {
  "GET /api/courses/[id]/staff": [as(`${course}/staff`, [200, 200, 403, 200, 200, 403, 200, 200])],
  "POST /api/courses/[id]/staff": [as(`${course}/staff`, staff(200), { email: "{outsider.email}", part: "assistant" })],
  "PUT /api/courses/[id]/staff/[userId]": [as(`${course}/staff/{outsider.id}`, staff(200), { part: "lecturer" })],
  "DELETE /api/courses/[id]/staff/[userId]": [as(`${course}/staff/{assistant.id}`, staff(200))],
  "PATCH /api/courses/[id]/settings": [as(`${course}/settings`, staff(200), { posting: "closed" })],
  "GET /api/courses/[id]/threads": [as(`${course}/threads`, inClass(200))],
  "POST /api/courses/[id]/announcements": [as(`${course}/announcements`, teachers(201), { title: "Monday", content: "No lecture." })],
  "PUT /api/courses/[id]/seen": [as(`${course}/seen`, inClass(200), { seq: 1 })],

  "GET /api/discussions/threads/[id]/alike": [as(`${thread}/alike`, teachers(200))],
  "POST /api/discussions/queue/answers": [
    // Each question is refused for itself, so another lecturer changes nothing.
    {
      ...as("/api/discussions/queue/answers", [403, 403, 403, 403, 200, 200, 403, 200], {
        content: "One answer to all",
        questions: [{ id: "{threadId}", key: "one of several" }],
      }),
      changesFor: ["lecturer", "assistant"],
    },
  ],
  "PUT /api/discussions/threads/[id]/claim": [as(`${thread}/claim`, teachers(200))],
  "DELETE /api/discussions/threads/[id]/claim": [as(`${thread}/claim`, teachers(200))],
  "POST /api/discussions/threads/[id]/publish": [as(`${thread}/publish`, teachers(200))],
  // Nobody has asked.
  "POST /api/discussions/threads/[id]/publish_answer": [
    as(`${thread}/publish_answer`, [409, 403, 403, 403, 403, 403, 403, 403], { allow: true }),
  ],
  "PUT /api/discussions/threads/[id]/vote": [
    as(`${classThread}/vote`, [403, 200, 403, 200, 403, 403, 403, 403]),
    as(`${thread}/vote`, [403, 403, 403, 403, 403, 403, 403, 403]),
  ],
  "DELETE /api/discussions/threads/[id]/vote": [as(`${classThread}/vote`, [403, 200, 403, 200, 403, 403, 403, 403])],
  "PUT /api/discussions/threads/[id]/follow": [
    as(`${classThread}/follow`, inClass(200), { level: "all" }),
    as(`${thread}/follow`, participants(200), { level: "none" }),
  ],
  "POST /api/discussions/threads/[id]/author": [as(`${classThread}/author`, teachers(200))],
  "POST /api/discussions/messages/[id]/accept": [as(`${answer}/accept`, participants(200))],
  "DELETE /api/discussions/messages/[id]/accept": [as(`${answer}/accept`, participants(200))],
  "PUT /api/discussions/messages/[id]/endorse": [as(`${answer}/endorse`, teachers(200))],
  "DELETE /api/discussions/messages/[id]/endorse": [as(`${answer}/endorse`, teachers(200))],
};
