import { texts } from "#lib/contract/errors.ts";
import { notificationTypes } from "#lib/contract/notifications.ts";
import type { CourseNews, Preferences, PreferencesBody } from "#lib/contract/preferences.ts";
import type { Caller } from "../caller";
import { read, type Sql, sql } from "../db/sql";
import { transaction } from "../db/transaction";
import { invalidField } from "../errors";

/** The choice of a person who has made none. */
const byDefault = { in_app: true, push: true };

/** docs/contract.md section 6, `GET /api/notifications/preferences`. */
export async function getPreferences({ caller }: { caller: Caller }): Promise<Preferences> {
  const userId = caller.user.id;
  const chosen = await read<{ type: string; in_app: boolean; push: boolean }>(
    sql`SELECT type, in_app, push FROM notification_preferences WHERE user_id = ${userId}::uuid`,
  );
  const muted = await read<{ id: string }>(
    sql`SELECT thread_id AS id FROM muted_threads WHERE user_id = ${userId}::uuid ORDER BY thread_id DESC`,
  );
  const courses = await read<{ course_id: string; news: CourseNews }>(
    sql`SELECT course_id, news FROM course_staff WHERE user_id = ${userId}::uuid ORDER BY course_id`,
  );
  const of = (type: string) => {
    const row = chosen.find((one) => one.type === type);
    return row ? { in_app: row.in_app, push: row.push } : byDefault;
  };
  const types = Object.fromEntries(notificationTypes.map((type) => [type, of(type)])) as Preferences["types"];
  return {
    types,
    muted_threads: muted.map(({ id }) => id),
    courses: Object.fromEntries(courses.map(({ course_id, news }) => [course_id, news])),
  };
}

/**
 * docs/contract.md section 6, `PUT /api/notifications/preferences`: sets what the body names. Earlier notifications stay. Ignores threads
 * that the caller may not read, and courses that they don't teach.
 * @throws AppError invalid_input for announcements that are switched off
 */
export async function setPreferences({ caller, body }: { caller: Caller; body: PreferencesBody }): Promise<Preferences> {
  const userId = caller.user.id;
  if (body.types?.["course/announcement"]?.in_app === false)
    throw invalidField("types.course/announcement.in_app", `must be true: ${texts.announcementsStay}`);
  await transaction(async (tx) => {
    for (const [courseId, level] of Object.entries(body.courses ?? {}))
      await tx.$executeRaw`UPDATE course_staff SET news = ${level} WHERE course_id = ${courseId}::uuid AND user_id = ${userId}::uuid`;
    for (const [type, choice] of Object.entries(body.types ?? {})) {
      if (!choice) continue;
      const choices = {
        ...(choice.in_app !== undefined && { inApp: choice.in_app }),
        ...(choice.push !== undefined && { push: choice.push }),
      };
      await tx.notificationPreference.upsert({
        where: { userId_type: { userId, type } },
        update: choices,
        create: { userId, type, inApp: byDefault.in_app, push: byDefault.push, ...choices },
      });
    }
    if (body.muted_threads === undefined) return;
    await tx.$executeRaw`DELETE FROM muted_threads WHERE user_id = ${userId}::uuid AND NOT thread_id = ANY(${body.muted_threads}::uuid[])`;
    await tx.$executeRaw`
      INSERT INTO muted_threads (user_id, thread_id)
      SELECT ${userId}::uuid, t.id FROM threads t WHERE t.id = ANY(${body.muted_threads}::uuid[]) AND ${isReader(userId)}
      ON CONFLICT DO NOTHING`;
  });
  return getPreferences({ caller });
}

/** Threads `t` that somebody may read. The rule is discussions/access.ts's; this one only keeps rows out that would mean nothing. */
const isReader = (userId: string): Sql => sql`(t.student_id = ${userId}::uuid
  OR EXISTS (SELECT 1 FROM course_staff s WHERE s.course_id = t.course_id AND s.user_id = ${userId}::uuid)
  OR t.visibility = 'class' AND EXISTS (SELECT 1 FROM enrollments e WHERE e.course_id = t.course_id AND e.student_id = ${userId}::uuid))`;
