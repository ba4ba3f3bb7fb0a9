import { notificationTypes } from "#lib/contract/notifications.ts";
import type { Preferences, PreferencesBody } from "#lib/contract/preferences.ts";
import type { Caller } from "../caller";
import { transaction } from "../db/client";
import { read, sql } from "../db/sql";

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
  const of = (type: string) => {
    const row = chosen.find((one) => one.type === type);
    return row ? { in_app: row.in_app, push: row.push } : byDefault;
  };
  const types = Object.fromEntries(notificationTypes.map((type) => [type, of(type)])) as Preferences["types"];
  return { types, muted_threads: muted.map(({ id }) => id) };
}

/**
 * docs/contract.md section 6, `PUT /api/notifications/preferences`: sets what the body names. Earlier notifications stay. Ignores threads
 * in which the caller takes no part.
 */
export async function setPreferences({ caller, body }: { caller: Caller; body: PreferencesBody }): Promise<Preferences> {
  const userId = caller.user.id;
  await transaction(async (tx) => {
    for (const [type, choice] of Object.entries(body.types ?? {})) {
      if (!choice) continue;
      const given = {
        ...(choice.in_app !== undefined && { inApp: choice.in_app }),
        ...(choice.push !== undefined && { push: choice.push }),
      };
      await tx.notificationPreference.upsert({
        where: { userId_type: { userId, type } },
        update: given,
        create: { userId, type, inApp: byDefault.in_app, push: byDefault.push, ...given },
      });
    }
    if (body.muted_threads === undefined) return;
    await tx.$executeRaw`DELETE FROM muted_threads WHERE user_id = ${userId}::uuid AND NOT thread_id = ANY(${body.muted_threads}::uuid[])`;
    await tx.$executeRaw`
      INSERT INTO muted_threads (user_id, thread_id)
      SELECT ${userId}::uuid, id FROM threads WHERE id = ANY(${body.muted_threads}::uuid[]) AND ${userId}::uuid IN (student_id, lecturer_id)
      ON CONFLICT DO NOTHING`;
  });
  return getPreferences({ caller });
}
