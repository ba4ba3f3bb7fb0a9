import { z } from "zod";
import { id } from "./fields";
import { courseNews } from "./names";
import { notificationTypes } from "./notifications";

const choice = z.strictObject({ in_app: z.boolean("must be true or false"), push: z.boolean("must be true or false") });
const perType = <Schema extends z.ZodType>(schema: Schema) =>
  Object.fromEntries(notificationTypes.map((type) => [type, schema])) as Record<(typeof notificationTypes)[number], Schema>;

export type CourseNews = (typeof courseNews)[number];
const courseNewsSchema = z.enum(courseNews, `must be one of ${courseNews.join(", ")}`);

/**
 * For each type: whether it is shown in the app, and pushed to browsers that asked for it. A muted thread makes no notifications for this
 * user.
 */
export const preferencesSchema = z.strictObject({
  types: z.strictObject(perType(choice)),
  muted_threads: z.array(z.guid()),
  /** By course id, for the courses that the caller teaches. */
  courses: z.record(z.guid(), courseNewsSchema),
});
export type Preferences = z.infer<typeof preferencesSchema>;

/** Sets what it names, and leaves the rest. `muted_threads` is the whole list. */
export const preferencesBody = z.strictObject({
  types: z.strictObject(perType(choice.partial().optional())).optional(),
  muted_threads: z.array(id).max(1000, "may name at most 1,000 threads").optional(),
  /** Courses that the caller does not teach are passed over. */
  courses: z
    .record(id, courseNewsSchema)
    .refine((courses) => Object.keys(courses).length <= 1000, "may name at most 1,000 courses")
    .optional(),
});
export type PreferencesBody = z.infer<typeof preferencesBody>;
