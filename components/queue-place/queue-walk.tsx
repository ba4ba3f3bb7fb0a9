"use client";
import { ChevronLeft, ChevronRight, CornerUpLeft, type LucideIcon } from "lucide-react";
import { useRouter } from "next/navigation";
import { type MouseEvent, useEffect, useEffectEvent, useRef } from "react";
import type { QueuePosition } from "#lib/client/thread/queue-fold.ts";
import type { Thread } from "#lib/contract/discussions.ts";
import type { QueueItem } from "#lib/contract/queue.ts";
import { grouped } from "#lib/contract/text.ts";
import { Link } from "../ui/link";
import { useLatest } from "../ui/use-latest";
import { keepPlace } from "./kept-place";
import { passNoMore, passOver } from "./passed-over";
import { usePlace } from "./use-place";
import type { Walk } from "./walk";

type Props = {
  thread: Pick<Thread, "id" | "waiting">;
  /** Answers the address of the page before this one. */
  cameFrom: () => string;
  /** Goes back to that. @returns false when it is not in the history */
  goBack: () => boolean;
  /** Called with how to go on; null while nobody knows. */
  onWalk: (walk: Walk | null) => void;
  /** Brings the focus into the field for a reply. */
  onWrite: () => void;
};

type Side = "before" | "next";

/** Where the focus is to be in the question that is opened next. */
let arrival: { id: string; at: Side | "reply" } | null = null;

/**
 * Where a discussion that was opened from the queue stands there, with the ways to the questions before and behind it. These take the
 * place of the page in the history, so that the way back leads to the queue from all of them.
 */
export function QueueWalk({ thread, cameFrom, goBack, onWalk, onWrite }: Props) {
  const router = useRouter();
  const { address, queue, place } = usePlace(thread, cameFrom);
  const here = place?.here ?? null;
  const hasLeft = useKeeping(address, here);
  const leaveTo = (position: QueuePosition) => {
    hasLeft.current = true;
    keepPlace({ address, ...position });
  };
  const go = (position: QueuePosition) => {
    leaveTo(position);
    router.replace(pageOf(position));
  };
  const toQueue = () => {
    if (!goBack()) router.push(address);
  };
  const next = () => (place?.next ? go(place.next) : toQueue());
  const item = queue?.items.find(({ id }) => id === thread.id);
  usePassOver(item, thread.waiting);
  const answered = () => {
    if (item) passOver(item);
    arrival = place?.next ? { id: place.next.id, at: "reply" } : null;
    next();
  };
  useReportWalk({ before: place?.before ? () => place.before && go(place.before) : null, next, answered }, place !== null, onWalk);
  const frame = useArrival(thread.id, place !== null, onWrite);

  if (!place) return null;
  return (
    <nav
      ref={frame}
      aria-label="Questions in the queue"
      className="-me-1.5 flex shrink-0 items-center text-muted-foreground text-sm print:hidden"
    >
      <Step side="before" to={place.before} name="Previous question" letter="p" Icon={ChevronLeft} onLeave={leaveTo} />
      <p className="whitespace-nowrap px-0.5 tabular-nums">
        {here ? `${grouped(here.place + 1)} of ${place.total}` : `${place.total} waiting`}
      </p>
      {place.next ? (
        <Step side="next" to={place.next} name="Next question" letter="n" Icon={ChevronRight} onLeave={leaveTo} />
      ) : (
        <EndOfQueue address={address} onGo={toQueue} />
      )}
    </nav>
  );
}

/** Has the queue pass over a question that no longer waits: the page of the queue that is kept still shows it. */
function usePassOver(item: QueueItem | undefined, waiting: boolean): void {
  const seen = useRef<QueueItem>(undefined);
  const waited = useRef(waiting);
  useEffect(() => {
    if (item) seen.current = item;
    if (seen.current && waited.current && !waiting) passOver(seen.current);
    if (seen.current && !waited.current && waiting) passNoMore(seen.current.id);
    waited.current = waiting;
  }, [item, waiting]);
}

const pageOf = ({ id }: QueuePosition) => `/discussions/threads/${id}`;
const square = "grid size-8 place-items-center rounded-md";
const linked = `${square} hover:bg-muted hover:text-foreground`;

/** In another tab or window it is a link like any other. */
const isElsewhere = ({ metaKey, ctrlKey, shiftKey, altKey }: MouseEvent) => metaKey || ctrlKey || shiftKey || altKey;

type StepProps = {
  side: Side;
  to: QueuePosition | null;
  name: string;
  letter: string;
  Icon: LucideIcon;
  onLeave: (to: QueuePosition) => void;
};

function Step({ side, to, name, letter, Icon, onLeave }: StepProps) {
  const icon = <Icon className="size-5 rtl:-scale-x-100" aria-hidden="true" />;
  if (!to) return <span className={`${square} opacity-40`}>{icon}</span>;
  const leave = (event: MouseEvent) => {
    if (isElsewhere(event)) return;
    arrival = { id: to.id, at: side };
    onLeave(to);
  };
  return (
    <Link replace href={pageOf(to)} title={`${name} (${letter})`} data-side={side} onClick={leave} className={linked}>
      {icon}
      <span className="sr-only">{name}</span>
    </Link>
  );
}

/** What stands behind the last question. */
function EndOfQueue({ address, onGo }: { address: string; onGo: () => void }) {
  const go = (event: MouseEvent) => {
    if (isElsewhere(event)) return;
    event.preventDefault();
    onGo();
  };
  return (
    <Link href={address} title="End of the queue: back to it (n)" data-side="next" onClick={go} className={linked}>
      <CornerUpLeft className="size-4 rtl:-scale-x-100" aria-hidden="true" />
      <span className="sr-only">End of the queue: back to it</span>
    </Link>
  );
}

/** Keeps the place where the question stands now, until one goes on to another. */
function useKeeping(address: string, here: QueuePosition | null) {
  const hasLeft = useRef(false);
  const { id, at, place } = here ?? { id: null, at: 0, place: 0 };
  useEffect(() => {
    if (id !== null && !hasLeft.current) keepPlace({ address, id, at, place });
  }, [address, id, at, place]);
  return hasLeft;
}

/** Tells the page how to go on. What it was told stays right while the queue moves. */
function useReportWalk(walk: Walk, isKnown: boolean, onWalk: Props["onWalk"]): void {
  const latest = useLatest(walk);
  const reportWalk = useEffectEvent(onWalk);
  const hasBefore = walk.before !== null;
  useEffect(() => {
    if (!isKnown) return;
    reportWalk({
      before: hasBefore ? () => latest.current.before?.() : null,
      next: () => latest.current.next(),
      answered: () => latest.current.answered(),
    });
    return () => reportWalk(null);
  }, [isKnown, hasBefore, latest]);
}

/** Brings the focus to where it was in the question before: to the field, or to the same link. */
function useArrival(id: string, isKnown: boolean, onWrite: () => void) {
  const frame = useRef<HTMLElement>(null);
  const arrive = useEffectEvent(() => {
    if (arrival?.id !== id || (arrival.at !== "reply" && !isKnown)) return;
    const { at } = arrival;
    arrival = null;
    if (at !== "reply") return frame.current?.querySelector<HTMLElement>(`[data-side=${at}]`)?.focus({ preventScroll: true });
    // After Next has scrolled the page to its top.
    requestAnimationFrame(onWrite);
  });
  useEffect(() => arrive(), [isKnown]);
  return frame;
}
