import type { Queue } from "#lib/contract/discussions";
import { formatShare, formatSpan } from "./durations";

const span = (seconds: number | null) => (seconds === null ? null : formatSpan(seconds));

/** How the lecturer's answering goes, over the last 30 days. */
export function QueueStats({ stats, waiting }: { stats: Queue["stats"]; waiting: number }) {
  const share = stats.answered_within_24h;
  const figures = [
    { name: "Waiting now", value: String(waiting) },
    { name: "Half are answered within", value: span(stats.median_first_answer_seconds) },
    { name: "Nine of ten within", value: span(stats.p90_first_answer_seconds) },
    { name: "Answered within 24 h", value: share === null ? null : formatShare(share) },
  ];
  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {figures.map(({ name, value }) => (
        <div key={name} className="flex flex-col-reverse justify-end gap-1 rounded-xl border bg-card px-4 py-3">
          <dt className="text-muted-foreground text-sm leading-snug">{name}</dt>
          <dd className="font-semibold text-2xl tabular-nums tracking-tight">
            {value ?? (
              <span className="text-muted-foreground">
                –<span className="sr-only">nothing yet</span>
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
