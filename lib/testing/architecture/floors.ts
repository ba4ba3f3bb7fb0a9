/**
 * The floors of the rooms, the highest first. A room imports only from floors below its own. A name with a slash is a folder, one without
 * is a file beside the folders. docs/architecture.md shows the same table.
 */
export const floors: Record<string, string[][]> = {
  "lib/server": [
    ["start/"],
    ["courses/", "settings/"],
    ["api/", "images/", "realtime/", "users/", "videos/"],
    ["discussions/", "front/"],
    ["auth/", "notifications/"],
    ["audit/", "commit", "consume-for", "csv/", "mail/"],
    ["course-access", "http/", "jobs/", "people/", "rate-limits", "readiness", "school"],
    ["db/", "every", "pagination", "redis/", "storage/"],
    ["bounded-child", "caller", "coalesce", "config", "events/", "log", "metrics", "semaphore"],
    [
      ...["config-values", "counter", "data-dir", "decode-text", "errors", "file-signature"],
      ...["keyed-queue", "network", "not-before", "precondition", "remember", "time-slice", "with-timeout"],
    ],
  ],
  "lib/client": [
    ["testing"],
    ["feed/", "inbox/", "outbox/", "thread/"],
    ["account-switch", "socket", "uploads/"],
    ["api/", "claim", "connection", "drafts", "files", "steady-fetch"],
    ["backoff", "earliest-timer", "out-of-date", "pause", "storage", "watch-page"],
  ],
  components: [
    ["test-setup", "testing"],
    ["admin/"],
    ["lecture/", "settings/"],
    ["ask/", "courses/", "layout/", "queue/", "thread/", "thread-list/"],
    ["auth/", "notifications/", "outbox/", "queue-place/", "uploads/"],
    ["composer/", "forms/", "live/", "player/"],
    ["browser-state", "navigation-stub", "ui/"],
  ],
};

/** The room of a path below `building`, as the table names it. undefined for a path elsewhere. */
export function roomOf(building: string, path: string): string | undefined {
  if (!path.startsWith(`${building}/`)) return undefined;
  const [first = "", ...rest] = path.slice(building.length + 1).split("/");
  return rest.length > 0 ? `${first}/` : first.replace(/\.tsx?$/, "");
}

/** The floor of a room, counted from 1 at the bottom. 0 for a room that is not in the table. */
export function floorOf(building: string, room: string): number {
  const all = floors[building] ?? [];
  const index = all.findIndex((rooms) => rooms.includes(room));
  return index < 0 ? 0 : all.length - index;
}

/** The table as docs/architecture.md shows it. */
export function drawFloors(): string {
  const draw = ([building, all]: [string, string[][]]) =>
    [`${building}/`, ...all.map((rooms, index) => `  ${String(all.length - index).padStart(2)}  ${rooms.join(" ")}`)].join("\n");
  return Object.entries(floors).map(draw).join("\n");
}
