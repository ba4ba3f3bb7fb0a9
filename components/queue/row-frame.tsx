"use client";
import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { Composer } from "../composer/composer";
import type { RowProps } from "./row-props";

type Props = { label: string; selected: boolean; onSelect: () => void; frame: RefObject<HTMLElement | null>; children: ReactNode };

/** What each row stands in. The selected one has the focus, and comes into view. */
export function RowFrame({ label, selected, onSelect, frame, children }: Props) {
  useEffect(() => {
    if (!selected || frame.current?.contains(document.activeElement)) return;
    frame.current?.focus({ preventScroll: true });
    frame.current?.scrollIntoView({ block: "nearest" });
  }, [selected, frame]);
  return (
    <article
      ref={frame}
      tabIndex={-1}
      aria-label={label}
      aria-current={selected || undefined}
      data-selected={selected || undefined}
      onFocus={onSelect}
      // Nothing is shaded below what one writes in: the pointer rests there anyway.
      className="group/row relative rounded-[inherit] scroll-my-24 px-3 py-1.5 before:absolute before:inset-y-0 before:start-0 before:w-[3px] before:rounded-s-[inherit] focus-visible:outline-2 focus-visible:outline-ring focus-visible:-outline-offset-2 data-selected:before:bg-accent-strong max-sm:min-h-16 sm:px-4 sm:py-2 not-data-selected:not-has-[form]:hover:bg-row-hover data-selected:bg-row-selected"
    >
      {children}
    </article>
  );
}

type ReplyProps = Pick<RowProps, "row" | "draft" | "problem" | "place" | "isSelected" | "acts"> & {
  label: string;
  sendText?: string;
  frame: RefObject<HTMLElement | null>;
};

/** The reply below a question, and where that stands in the queue. */
export function RowReply({ row, draft, problem, place, isSelected, acts, label, sendText = "Send", frame }: ReplyProps) {
  const box = useRef<HTMLDivElement>(null);
  // The buttons stay in sight while the field grows.
  useEffect(() => {
    if (draft !== null && box.current?.contains(document.activeElement)) box.current.scrollIntoView({ block: "nearest" });
  }, [draft]);
  if (draft === null) return null;
  const close = () => {
    acts.setDraft(row, null);
    frame.current?.focus();
  };
  return (
    <div ref={box} className="mt-2 sm:ms-17 grid scroll-my-20 grid-cols-[minmax(0,1fr)] gap-1.5 pb-1">
      <p className="flex min-w-0 justify-between gap-3 text-[0.8125rem] text-muted-foreground">
        <span className="min-w-0 truncate">{label}</span>
        {place !== null && <span className="shrink-0 tabular-nums">{place}</span>}
      </p>
      <Composer
        text={draft}
        onText={(text) => acts.setDraft(row, text)}
        onSend={(text) => acts.send(row, text, false)}
        onSendNext={(text) => acts.send(row, text, true)}
        sendText={sendText}
        refused={problem}
        isMain={isSelected}
        autoFocus={isSelected}
        label={label}
        onEscape={close}
      />
    </div>
  );
}

/** What went wrong with a row whose reply is closed. */
export const RowProblem = ({ problem }: { problem: string | null }) =>
  problem && (
    <p role="alert" className="pt-1 text-destructive text-sm">
      {problem}
    </p>
  );
