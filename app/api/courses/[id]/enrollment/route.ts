import { courseSchema, enrolBody, idParams } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { enrol, leave } from "#lib/server/courses/enrolment.ts";

const path = { params: idParams, missing: texts.courseNotFound };

export const POST = route(
  {
    ...path,
    body: enrolBody,
    status: 201,
    answer: courseSchema,
    refuses: { forbidden: [texts.notAllowed, texts.wrongEnrolmentCode], conflict: [texts.takesNobody, texts.staffNotEnrolled] },
    message: "Enrolled",
  },
  enrol,
);
export const DELETE = route(
  { ...path, answer: courseSchema, refuses: { forbidden: [texts.notAllowed] }, message: "Left the course" },
  leave,
);
