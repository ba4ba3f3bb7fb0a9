import { db } from "../db/client";
import { publish } from "../events/bus";
import { usersChanged } from "../events/outbound";
import { log } from "../log";
import { remember } from "../remember";

/** News that come within this time (ms) are told once: mails are sent by the thousand. */
const gather = 1000;

const told = remember("users.tellAdmins", (): { timer: NodeJS.Timeout | null } => ({ timer: null }));

/** Has the admins' open pages ask again, in a moment: something about people has changed by itself. Nothing depends on it. */
export function tellAdminsSoon(): void {
  told.timer ??= setTimeout(() => {
    told.timer = null;
    tell().catch((error: unknown) => log.warn({ err: error }, "admins were not told that people have changed"));
  }, gather).unref();
}

async function tell(): Promise<void> {
  const admins = await db().user.findMany({ where: { role: "admin", deletedAt: null }, select: { id: true } });
  publish(usersChanged(admins.map(({ id }) => id)));
}
