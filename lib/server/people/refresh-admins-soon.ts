import { read } from "../db/sql";
import { publish } from "../events/bus";
import { usersChanged } from "../events/outbound";
import { log } from "../log";
import { remember } from "../remember";
import { selectAdmins } from "./admins";

/** How long changes are gathered before one event, in ms, because emails are sent by the thousand. */
const debounceMs = 1000;

const pending = () => remember("users.tellAdmins", (): { timer: NodeJS.Timeout | null } => ({ timer: null }));

/** Makes the admins' open pages load again, in a moment, after a change of people that no admin made. Nothing depends on it. */
export function refreshAdminsSoon(): void {
  pending().timer ??= setTimeout(() => {
    pending().timer = null;
    refreshAdmins().catch((error: unknown) => log.warn({ err: error }, "admins were not told that people have changed"));
  }, debounceMs).unref();
}

async function refreshAdmins(): Promise<void> {
  const admins = await read<{ id: string }>(selectAdmins);
  publish(usersChanged(admins.map(({ id }) => id)));
}
