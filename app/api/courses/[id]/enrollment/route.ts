import { enrolBody, idParams } from "#lib/contract/courses";
import { texts } from "#lib/contract/errors";
import { enrol, leave } from "#lib/server/courses/enrolment";
import { route } from "#lib/server/http";

const path = { params: idParams, missing: texts.courseNotFound };

export const POST = route({ ...path, body: enrolBody, status: 201, message: "Enrolled" }, enrol);
export const DELETE = route({ ...path, message: "Left the course" }, leave);
