import { z } from "zod";
import { staffBody, staffMemberSchema, staffParams } from "#lib/contract/class.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { putStaff, removeStaff } from "#lib/server/courses/staff.ts";

const path = { params: staffParams, missing: texts.userNotFound };
const refuses = { forbidden: [texts.notAllowed], not_found: [texts.courseNotFound] };

export const PUT = route(
  {
    ...path,
    body: staffBody,
    answer: staffMemberSchema,
    refuses: { ...refuses, conflict: [texts.ownerStays, texts.staffNotEnrolled, texts.staffIsFull] },
    message: "Added to the staff",
  },
  putStaff,
);
export const DELETE = route(
  { ...path, answer: z.null(), refuses: { ...refuses, conflict: [texts.ownerStays] }, message: "Removed from the staff" },
  removeStaff,
);
