import { z } from "zod";
import { auditEntrySchema } from "./audit";
import { sessionSchema, userSchema } from "./auth";
import { messageSchema, threadSchema } from "./discussions";
import { imageSchema } from "./images";
import { notificationSchema } from "./notifications";
import { preferencesSchema } from "./preferences";
import { twoFactorSchema } from "./two-factor";

const time = z.iso.datetime({ precision: 3 });

const keptThread = threadSchema.extend({ waiting_since: time.nullable(), answered_at: time.nullable() });
export type KeptThread = z.infer<typeof keptThread>;
/** `position`: the place in the thread, ascending. */
const keptMessage = messageSchema.extend({ position: z.number().int() });
export type KeptMessage = z.infer<typeof keptMessage>;
const keptNotification = z.strictObject({
  id: z.guid(),
  type: z.enum(notificationSchema.options.map((one) => one.shape.type.value)),
  payload: z.union(notificationSchema.options.map((one) => one.shape.payload)),
  created_at: time,
  read_at: time.nullable(),
});
export type KeptNotification = z.infer<typeof keptNotification>;
/** `data`: the picture itself, in base64; null when its file is not there. */
const keptPicture = imageSchema.extend({ created_at: time, posted_at: time.nullable(), type: z.string(), data: z.string().nullable() });
export type KeptPicture = z.infer<typeof keptPicture>;
const keptAct = auditEntrySchema.pick({ at: true, action: true, ip: true, details: true });
export type KeptAct = z.infer<typeof keptAct>;

/** `GET /api/users/me/export`: everything that is stored about the caller and that they may see. */
export const personalDataSchema = z
  .strictObject({
    exported_at: time,
    user: userSchema,
    sessions: z.array(sessionSchema),
    two_factor: twoFactorSchema.omit({ required: true }),
    enrollments: z.array(z.strictObject({ course_id: z.guid(), course_title: z.string(), created_at: time })),
    courses: z.array(z.strictObject({ id: z.guid(), title: z.string(), description: z.string(), created_at: time })),
    blocks: z.array(z.strictObject({ course_id: z.guid(), reason: z.string().nullable(), created_at: time })),
    threads: z.array(keptThread),
    messages: z.array(keptMessage),
    pictures: z.array(keptPicture),
    notifications: z.array(keptNotification),
    preferences: preferencesSchema,
    audit_log: z.array(keptAct),
  })
  .meta({ id: "PersonalData" });
export type PersonalData = z.infer<typeof personalDataSchema>;
