import { ChevronDown } from "lucide-react";
import { useRef, useState } from "react";
import type { QueueView } from "#lib/client/thread/queue-view.ts";
import type { Queue } from "#lib/contract/queue.ts";
import { grouped } from "#lib/contract/text.ts";
import { Button } from "../ui/button";
import { lazyPart } from "../ui/lazy-part";
import { Figure, shareOf, spanOf } from "./figure-values";
import type { FiguresPanelProps } from "./figures-panel";

const FiguresPanel = lazyPart<FiguresPanelProps>(async () => ({ default: (await import("./figures-panel")).FiguresPanel }));

/** Whether the figures by lecture were open when the queue was last on screen, because each choice of a filter shows another one. */
let wasOpen = false;

type Props = { stats: Queue["stats"]; waiting: number; view: QueueView /** When `stats` were asked for (ms). */; askedAt: number };

/** How many questions wait now, and how fast the staff answered over the last 30 days, in one line; on request by lecture. */
export function QueueFigures({ stats, waiting, view, askedAt }: Props) {
  const [open, setOpen] = useState(wasOpen);
  const opener = useRef<HTMLButtonElement>(null);
  const show = (isOpen: boolean) => {
    wasOpen = isOpen;
    setOpen(isOpen);
  };
  const figures = [
    { name: "Waiting", value: grouped(waiting) },
    { name: "Median response", short: "Median", value: spanOf(stats.median_first_answer_seconds) },
    { name: "90th percentile", short: "90th pct.", value: spanOf(stats.p90_first_answer_seconds) },
    { name: "Answered within 24\u00a0h", short: "Within 24\u00a0h", value: shareOf(stats.answered_within_24h) },
  ];
  return (
    <div className="divide-y rounded-xl border bg-card">
      <div className="flex flex-wrap items-baseline gap-x-6 gap-y-1 px-4 py-2.5 text-sm max-sm:gap-x-4">
        <dl className="flex flex-wrap gap-x-6 gap-y-1 max-sm:w-full max-sm:justify-between max-sm:gap-x-3">
          {figures.map(({ name, short = name, value }) => (
            <div key={name} className="flex items-baseline gap-2 max-sm:flex-col max-sm:gap-0">
              <dt className="text-muted-foreground max-sm:text-[0.8125rem]">
                <span className="max-sm:hidden">{name}</span>
                <span className="sm:hidden">{short}</span>
              </dt>
              <dd className="whitespace-nowrap font-semibold tabular-nums">
                <Figure value={value} />
              </dd>
            </div>
          ))}
        </dl>
        <p className="ms-auto text-[0.8125rem] text-muted-foreground max-sm:ms-0">Response times: last 30 days</p>
        <Button
          ref={opener}
          type="button"
          variant="ghost"
          size="sm"
          className="-my-1.5 -me-3 max-sm:ms-auto"
          aria-expanded={open}
          onClick={() => show(!open)}
        >
          By lecture
          <ChevronDown aria-hidden="true" className={open ? "rotate-180" : ""} />
        </Button>
      </div>
      {open && (
        <FiguresPanel
          waiting={<div className="h-24" />}
          failed={(retry) => (
            <Button type="button" variant="ghost" onClick={retry}>
              Couldn’t load this. Try again
            </Button>
          )}
          props={{
            view,
            askedAt,
            onClose: () => {
              show(false);
              opener.current?.focus();
            },
          }}
        />
      )}
    </div>
  );
}
