import { type ReactNode, type RefObject, useMemo } from "react";
import type { Thread } from "#lib/contract/discussions.ts";
import { type Playhead, usePlayhead } from "../player/playhead";
import type { Reader } from "./card-thread";
import { ClassRail } from "./class-rail";
import type { useClassThreads } from "./class-threads";
import { lastPassed } from "./in-video-order";
import { useFollow } from "./rail-scroll";
import { railState } from "./rail-state";
import { VideoQuestions } from "./video-questions";
import type { useVideoThreads } from "./video-threads";

type Props = {
  list: ReturnType<typeof useVideoThreads>;
  others: ReturnType<typeof useClassThreads>;
  /** Those of both lists. */
  all: Thread[];
  playhead: Playhead;
  isStudent: boolean;
  canAsk: boolean;
  /** What scrolls. */
  box: RefObject<HTMLDivElement | null>;
  selected: string[];
  openId: string | null;
  reader: Reader;
  onSeek: (seconds: number) => void;
  onToggle: (id: string) => void;
  /** Stays above the questions while they scroll. */
  children: ReactNode;
};

/** What stands beside the video: the field to ask, and the questions, which follow the playback. */
export function Rail({ list, others, all, playhead, isStudent, canAsk, box, children, ...cards }: Props) {
  const { selected, openId, reader, onSeek, onToggle } = cards;
  const current = usePlayhead(playhead, (now) => lastPassed(all, now));
  useFollow(box, current, openId === null);
  const state = useMemo(
    () => railState({ current, selected, openId, reader, onSeek, onToggle }),
    [current, selected, openId, reader, onSeek, onToggle],
  );
  return (
    <aside aria-label="Questions about this lecture" className={column}>
      <div className="grid shrink-0 gap-3 empty:hidden beside:max-h-[calc(100%-7rem)] beside:scroll-pb-36 beside:overflow-y-auto beside:overscroll-contain">
        {children}
      </div>
      <div ref={box} className={scroller}>
        <VideoQuestions list={list} isStudent={isStudent} canAsk={canAsk} rail={state} />
        {isStudent && <ClassRail list={others} archived={!canAsk} rail={state} />}
      </div>
    </aside>
  );
}

const column =
  "flex min-w-0 flex-col gap-5 beside:sticky beside:top-[calc(var(--header-height)+1.25rem)] beside:h-[calc(100dvh-var(--header-height)-2.5rem)] beside:gap-4";
/** Wider than its cards by the room that focus rings and shadows need. */
const scroller =
  "grid min-w-0 content-start gap-5 beside:-mx-2 beside:min-h-0 beside:flex-1 beside:overflow-y-auto beside:overscroll-contain beside:px-2 beside:pb-2";
