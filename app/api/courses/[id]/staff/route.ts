import { z } from "zod";
import { inviteStaffBody, staffMemberSchema } from "#lib/contract/class.ts";
import { idParams } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { inviteStaff, listStaff } from "#lib/server/courses/staff.ts";

const path = { params: idParams, missing: texts.courseNotFound };

export const GET = route(
  { ...path, answer: z.array(staffMemberSchema), refuses: { forbidden: [texts.notAllowed, texts.notEnrolled] }, message: "Staff" },
  listStaff,
);
export const POST = route(
  {
    ...path,
    body: inviteStaffBody,
    answer: staffMemberSchema,
    refuses: {
      forbidden: [texts.notAllowed],
      not_found: [texts.userNotFound],
      conflict: [texts.ownerStays, texts.staffNotEnrolled, texts.staffIsFull],
    },
    message: "Added to the staff",
  },
  inviteStaff,
);
