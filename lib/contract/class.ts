import { z } from "zod";
import { cursor, email, id, line, pageLimit, text } from "./fields";
import { limits } from "./limits";
import { anonymities, classFilters, classQuestions, classSorts, postings, staffParts } from "./names";

const time = z.iso.datetime({ precision: 3 });

export type StaffPart = (typeof staffParts)[number];
export const staffPartSchema = z.enum(staffParts, 'must be "lecturer" or "assistant"');

export const staffMemberSchema = z
  .strictObject({
    user_id: z.guid(),
    name: z.string(),
    part: staffPartSchema,
    /** Whether the course is theirs. The owner is always a lecturer of it. */
    owner: z.boolean(),
    /** For staff and admins only. */
    email: z.string().nullable().optional(),
  })
  .meta({ id: "StaffMember" });
export type StaffMember = z.infer<typeof staffMemberSchema>;

export const staffParams = z.object({ id, userId: id });
export type StaffParams = z.infer<typeof staffParams>;
export const staffBody = z.strictObject({ part: staffPartSchema });
export type StaffBody = z.infer<typeof staffBody>;

/** What students may do in a course. `default`: allowed, and chosen beforehand in the form. */
/** By address, because nobody knows ids. */
export const inviteStaffBody = z.strictObject({ email, part: staffPartSchema });
export type InviteStaffBody = z.infer<typeof inviteStaffBody>;

export const classSettingsSchema = z.strictObject({
  class_questions: z.enum(classQuestions, `must be one of ${classQuestions.join(", ")}`),
  anonymity: z.enum(anonymities, `must be one of ${anonymities.join(", ")}`),
  posting: z.enum(postings, `must be one of ${postings.join(", ")}`),
  /** Posting is also closed between these two times. */
  closed_from: time.nullable(),
  closed_until: time.nullable(),
});
export type ClassSettings = z.infer<typeof classSettingsSchema>;

const moment = z
  .string("must be a time such as 2026-11-26T09:00:00Z, or null")
  .pipe(z.iso.datetime({ offset: true, error: "must be a time such as 2026-11-26T09:00:00Z" }))
  .nullable();
export const classSettingsBody = z
  .strictObject({
    class_questions: classSettingsSchema.shape.class_questions.optional(),
    anonymity: classSettingsSchema.shape.anonymity.optional(),
    posting: classSettingsSchema.shape.posting.optional(),
    closed_from: moment.optional(),
    closed_until: moment.optional(),
  })
  .refine((body) => Object.keys(body).length > 0, "must name at least one field to change");
export type ClassSettingsBody = z.infer<typeof classSettingsBody>;

export type ClassFilter = (typeof classFilters)[number];
export type ClassSort = (typeof classSorts)[number];
export const classThreadsQuery = z.object({
  filter: z.enum(classFilters, `must be one of ${classFilters.join(", ")}`).default("all"),
  sort: z.enum(classSorts, `must be one of ${classSorts.join(", ")}`).default("recent"),
  video_id: id.optional(),
  limit: pageLimit,
  cursor,
});
export type ClassThreadsQuery = z.infer<typeof classThreadsQuery>;

export const announcementBody = z.strictObject({
  title: line(1, limits.titleMax),
  content: text(1, limits.messageMax),
  video_id: id.optional(),
});
export type AnnouncementBody = z.infer<typeof announcementBody>;

export const seenBody = z.strictObject({ seq: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER) });
export type SeenBody = z.infer<typeof seenBody>;
export const seenSchema = z.strictObject({ seq: z.number().int() });
export type Seen = z.infer<typeof seenSchema>;
