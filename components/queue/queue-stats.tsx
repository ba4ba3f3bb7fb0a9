import type { Queue } from "#lib/contract/discussions.ts";
import { formatShare, formatSpan } from "../ui/durations";

const span = (seconds: number | null) => (seconds === null ? null : formatSpan(seconds));

/** How many questions wait now, and how fast the lecturer answered over the last 30 days. */
export function QueueStats({ stats, waiting }: { stats: Queue["stats"]; waiting: number }) {
  const share = stats.answered_within_24h;
  const figures = [
    { name: "Waiting", value: String(waiting) },
    { name: "Median response", value: span(stats.median_first_answer_seconds) },
    { name: "90th percentile", value: span(stats.p90_first_answer_seconds) },
    { name: "Answered within 24\u00a0h", value: share === null ? null : formatShare(share) },
  ];
  return (
    <div className="grid gap-2">
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
      <p className="text-muted-foreground text-xs">Response times cover the last 30 days.</p>
    </div>
  );
}
