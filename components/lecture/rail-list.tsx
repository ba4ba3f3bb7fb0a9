import type { ReactNode } from "react";
import type { Thread } from "#lib/contract/discussions.ts";
import { LongList } from "../ui/long-list";
import { RailCard } from "./rail-card";
import type { RailState } from "./rail-state";

type Props = { rows: Thread[]; rail: RailState; hasMore: boolean; footOf?: (thread: Thread) => ReactNode };

/** The cards of one list of the rail. */
export const RailList = ({ rows, rail, hasMore, footOf }: Props) => (
  <LongList
    ordered
    rows={rows}
    keyOf={idOf}
    estimate={cardHeight}
    hasMore={hasMore}
    keepMounted={rail.keepMounted}
    className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2"
  >
    {(thread) => <RailCard thread={thread} {...rail.of(thread.id)} foot={footOf?.(thread)} />}
  </LongList>
);

const idOf = ({ id }: Thread) => id;
/** Of a card with one line of text, and what is below it (px). */
const cardHeight = 114;
