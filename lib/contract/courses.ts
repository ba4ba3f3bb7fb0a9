import { z } from "zod";
import { classSettingsSchema, staffMemberSchema } from "./class";
import { cursor, id, line, pageLimit, text } from "./fields";
import { limits } from "./limits";

const time = z.iso.datetime({ precision: 3 });

export const courseSchema = z
  .strictObject({
    id: z.guid(),
    title: z.string(),
    description: z.string(),
    lecturer_id: z.guid(),
    lecturer_name: z.string(),
    /** Whether the caller is enrolled; always false for lecturers and admins. */
    enrolled: z.boolean(),
    archived_at: time.nullable(),
    created_at: time,
    /** The caller's part in the course; null for strangers, and for admins who don't teach it. */
    my_part: z.enum(["lecturer", "assistant", "student"]).nullable(),
    /** Class threads by others since the caller last saw the feed, to 100; 0 for who is not in the course. Only in lists. */
    new_threads: z.number().int().optional(),
    /** How many lectures can be watched, and how many of them the caller has. Only in lists, for the enrolled. */
    lectures: z.number().int().optional(),
    watched: z.number().int().optional(),
  })
  .meta({ id: "Course" });
export type Course = z.infer<typeof courseSchema>;

export const videoSchema = z
  .strictObject({
    id: z.guid(),
    course_id: z.guid(),
    title: z.string(),
    description: z.string(),
    duration_seconds: z.number().int().nullable(),
    status: z.enum(["processing", "ready", "failed"]),
    created_at: time,
  })
  .meta({ id: "Video" });
export type Video = z.infer<typeof videoSchema>;

export const courseWithVideosSchema = courseSchema
  .extend({
    videos: z.array(videoSchema),
    /** Who teaches it; empty for strangers. */
    staff: z.array(staffMemberSchema),
  })
  .meta({ id: "CourseWithVideos" });
export type CourseWithVideos = z.infer<typeof courseWithVideosSchema>;

/** A new video. `upload_url`, a tus endpoint, is present where its file is expected. */
export const createdVideoSchema = videoSchema.extend({ upload_url: z.url().optional() }).meta({ id: "CreatedVideo" });
export type CreatedVideo = z.infer<typeof createdVideoSchema>;

export const listCoursesQuery = z.object({ limit: pageLimit, cursor });
export type ListCoursesQuery = z.infer<typeof listCoursesQuery>;

export const idParams = z.object({ id });
export type IdParams = z.infer<typeof idParams>;

const title = line(1, limits.titleMax);
const description = text(0, limits.descriptionMax);
const enrolmentCode = line(1, limits.enrolmentCodeMax);
const somethingToChange = (body: object) => Object.keys(body).length > 0;
const nothingToChange = { error: "must name at least one field to change" };

export const createCourseBody = z.strictObject({
  title,
  description: description.default(""),
  /** Only for admins, who must name one. A lecturer's course is their own. */
  lecturer_id: id.nullish(),
  enrolment_code: enrolmentCode.nullish(),
});
export type CreateCourseBody = z.infer<typeof createCourseBody>;

export const patchCourseBody = z
  .strictObject({
    title: title.optional(),
    description: description.optional(),
    archived: z.boolean("must be true or false").optional(),
    /** Null: everyone may join. */
    enrolment_code: enrolmentCode.nullable().optional(),
    /** By its owner, to another lecturer of the course; by an admin, to any lecturer, and the former owner leaves. */
    lecturer_id: id.optional(),
  })
  .refine(somethingToChange, nothingToChange);
export type PatchCourseBody = z.infer<typeof patchCourseBody>;

/** What only staff and admins may see. */
export const courseSettingsSchema = classSettingsSchema.extend({ enrolment_code: z.string().nullable(), enrolled_count: z.number().int() });
export type CourseSettings = z.infer<typeof courseSettingsSchema>;

export const enrolBody = z.strictObject({ enrolment_code: z.string("must be text").max(limits.jsonBodyBytes).nullish() });
export type EnrolBody = z.infer<typeof enrolBody>;

export const rosterQuery = z.object({ query: text(0, limits.nameMax).optional(), limit: pageLimit, cursor });
export type RosterQuery = z.infer<typeof rosterQuery>;

export const rosterEntrySchema = z.strictObject({
  id: z.guid(),
  email: z.string(),
  first_name: z.string(),
  last_name: z.string(),
  enrolled_at: time,
  /** Present only for a person who has not chosen a password yet, and so has never signed in. */
  password_chosen: z.literal(false).optional(),
});
export type RosterEntry = z.infer<typeof rosterEntrySchema>;

export const rosterParams = z.object({ id, userId: id });
export type RosterParams = z.infer<typeof rosterParams>;

/** A file of comma-separated values with a column `email`. The server finds out its encoding. */
export const importRosterBody = z.strictObject({
  csv_base64: z.base64("must be the file in base64"),
  /** False, the default: only report what would happen. */
  confirm: z.boolean("must be true or false").default(false),
});
export type ImportRosterBody = z.infer<typeof importRosterBody>;

const importedPersonSchema = z.strictObject({ line: z.number().int(), email: z.string(), name: z.string() });

/** What an import would do, or has done. Lines count from 1, the heading's being one of them. */
export const rosterImportSchema = z
  .strictObject({
    /** Whether anything was written. */
    confirmed: z.boolean(),
    /**
     * The people who are enrolled by it. Before the import a lecturer does not learn who has an account: they see every address that is not
     * enrolled yet, without a name.
     */
    enrolled: z.array(importedPersonSchema),
    already_enrolled: z.array(importedPersonSchema),
    /** Addresses without a student's account; only admins make accounts. For a lecturer also those whose account is not confirmed. */
    unknown: z.array(z.strictObject({ line: z.number().int(), email: z.string() })),
    /**
     * For admins: addresses whose account is not confirmed. These people get a link and are enrolled when they use it. After `confirm` the
     * report shows the link, only once.
     */
    unconfirmed: z.array(z.strictObject({ line: z.number().int(), email: z.string(), link_url: z.url().optional() })),
    /** Whether links go out by email. `late`: the mail server was down at the last try, so that they may take a while. */
    mailed: z.boolean(),
    late: z.literal(true).optional(),
    /** Lines that can't be used, and why; `person`: the address that is in one. They are left out. */
    problems: z.array(z.strictObject({ line: z.number().int(), msg: z.string(), person: z.string().optional() })),
  })
  .meta({ id: "RosterImport" });
export type RosterImport = z.infer<typeof rosterImportSchema>;

/** The address of a video that is not uploaded. The server never fetches it. */
const url = z
  .url({ protocol: /^https$/, error: "must be an https:// address" })
  .max(limits.urlMax, `must have at most ${limits.urlMax} characters`)
  .refine((value) => URL.canParse(value) && new URL(value).username === "" && new URL(value).password === "", {
    error: "must not contain a user name or password",
  })
  .transform((value) => new URL(value).href);

export const createVideoBody = z.strictObject({ title, description: description.default(""), url: url.optional() });
export type CreateVideoBody = z.infer<typeof createVideoBody>;

export const patchVideoBody = z
  .strictObject({ title: title.optional(), description: description.optional(), url: url.optional() })
  .refine(somethingToChange, nothingToChange);
export type PatchVideoBody = z.infer<typeof patchVideoBody>;
