import { Keyboard } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { type FilterProps, QueueFilters } from "./queue-filters";

type Props = Omit<FilterProps, "count"> & {
  /** How many of all the filters leave, in words; null where they leave all. */ count: string | null;
  onKeys: () => void;
};

/** The title of the queue, its filters and its keys: in two lines where one is too narrow, the title and the keys, then the filters. */
export function QueueHead({ count, onKeys, ...filters }: Props) {
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-0.5">
      <h2 id="queue-title" className="font-semibold text-lg max-xl:-order-3">
        Waiting
      </h2>
      <QueueFilters
        {...filters}
        // Behind the tabs, or beside the title, so that it moves no tab under the pointer.
        count={count !== null && <p className="text-muted-foreground text-sm tabular-nums max-sm:-order-2">{count}</p>}
      />
      <span className="w-full max-xl:-order-1 xl:hidden" />
      <Button
        type="button"
        variant="ghost"
        size="sm"
        className="-me-3 pointer-coarse:hidden max-xl:-order-2 max-xl:ms-auto"
        onClick={onKeys}
      >
        <Keyboard className="size-4" aria-hidden="true" />
        Shortcuts
      </Button>
    </header>
  );
}
