/**
 * The floors of the folders, the highest first. A folder imports only from floors below its own. With a slash a name is a folder, without
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
    ["feed/", "inbox/", "outbox/", "socket-source", "thread/"],
    ["account-switch", "socket", "uploads/"],
    ["api/", "claim", "connection", "drafts", "fetch-whole-pages", "files"],
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

/** The folder of a path below `parent`, as the table names it. undefined for a path elsewhere. */
export function folderOf(parent: string, path: string): string | undefined {
  if (!path.startsWith(`${parent}/`)) return undefined;
  const [first = "", ...rest] = path.slice(parent.length + 1).split("/");
  return rest.length > 0 ? `${first}/` : first.replace(/\.tsx?$/, "");
}

/** The floor of a folder, counted from 1 at the bottom. 0 for a folder that is not in the table. */
export function floorOf(parent: string, folder: string): number {
  const all = floors[parent] ?? [];
  const index = all.findIndex((folders) => folders.includes(folder));
  return index < 0 ? 0 : all.length - index;
}

/** The table as docs/architecture.md shows it. */
export function drawFloors(): string {
  const draw = ([parent, all]: [string, string[][]]) =>
    [`${parent}/`, ...all.map((folders, index) => `  ${String(all.length - index).padStart(2)}  ${folders.join(" ")}`)].join("\n");
  return Object.entries(floors).map(draw).join("\n");
}
