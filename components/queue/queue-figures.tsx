import type { Queue } from "#lib/contract/queue.ts";
import { formatShare, formatSpan } from "../ui/durations";

const span = (seconds: number | null) => (seconds === null ? null : seconds < 1 ? "< 1\u00a0s" : formatSpan(seconds));

/** How many questions wait now, and how fast the staff answered over the last 30 days, in one line. */
export function QueueFigures({ stats, waiting }: { stats: Queue["stats"]; waiting: number }) {
  const share = stats.answered_within_24h;
  const figures = [
    { name: "Waiting", value: waiting.toLocaleString("en") },
    { name: "Median response", short: "Median", value: span(stats.median_first_answer_seconds) },
    { name: "90th percentile", short: "90th pct.", value: span(stats.p90_first_answer_seconds) },
    { name: "Answered within 24\u00a0h", short: "Within 24\u00a0h", value: share === null ? null : formatShare(share) },
  ];
  return (
    <div className="flex flex-wrap items-baseline gap-x-6 gap-y-1 rounded-xl border bg-card px-4 py-2.5 text-sm max-sm:gap-x-4">
      <dl className="flex flex-wrap gap-x-6 gap-y-1 max-sm:w-full max-sm:justify-between max-sm:gap-x-3">
        {figures.map(({ name, short = name, value }) => (
          <div key={name} className="flex items-baseline gap-2 max-sm:flex-col max-sm:gap-0">
            <dt className="text-muted-foreground max-sm:text-[0.8125rem]">
              <span className="max-sm:hidden">{name}</span>
              <span className="sm:hidden">{short}</span>
            </dt>
            <dd className="whitespace-nowrap font-semibold tabular-nums">
              {value ?? (
                <span className="text-muted-foreground">
                  –<span className="sr-only">not enough data</span>
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p className="ms-auto text-[0.8125rem] text-muted-foreground max-sm:ms-0">Response times: last 30 days</p>
    </div>
  );
}
