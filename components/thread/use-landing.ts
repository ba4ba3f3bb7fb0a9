import { type RefObject, useEffect, useEffectEvent, useRef } from "react";
import type { Message } from "#lib/contract/discussions.ts";
import { useInPlace } from "../notifications/in-place";
import { type Landing, landingId } from "../notifications/landing";
import { takeFocus } from "../ui/take-focus";

/** The question and the messages of a discussion on screen, in their order. */
export const messagesIn = (list: HTMLElement | null): HTMLElement[] => [
  ...(list?.querySelectorAll<HTMLElement>("#question, [id^='message-']") ?? []),
];

/** The message that an element with this id, or a part of an address, is about; empty for another one. */
export const messageIdOf = (id: string): string => /^#?message-([\w-]+)$/.exec(id)?.[1] ?? "";

/** Brings a message into view, and the focus to it. The question is seen with its heading. */
export function showMessage(message: HTMLElement | undefined): void {
  takeFocus(message);
  if (message?.id === "question") window.scrollTo({ top: 0 });
  else message?.scrollIntoView?.({ block: "nearest" });
}

type Options = {
  list: RefObject<HTMLElement | null>;
  threadId: string;
  messages: Message[];
  /** Draws a message, however far from the screen it is. */
  draw: (id: string) => void;
  isEnded: boolean;
  /** Shows a second of the video, without playing it. */
  onSecond: (second: number) => void;
};

/** Takes who follows a link or a toast to the message it is about, as soon as that is there. */
export function useLanding({ list, threadId, messages, draw, isEnded, onSecond }: Options): void {
  const wanted = useRef<string | null>(null);
  const land = () => {
    if (!wanted.current) return;
    draw(messageIdOf(wanted.current));
    const found = messagesIn(list.current).find(({ id }) => id === wanted.current);
    if (!found) return;
    wanted.current = null;
    showMessage(found);
  };
  const go = (id: string) => {
    wanted.current = id;
    // After Next has scrolled the page to its top.
    const frame = requestAnimationFrame(land);
    return () => cancelAnimationFrame(frame);
  };
  const open = (landing: Landing): boolean => {
    if (isEnded || landing.threadId !== threadId) return false;
    if (landing.second !== null) onSecond(landing.second);
    go(landingId(landing));
    return true;
  };
  useInPlace({ shows: (id) => !isEnded && id === threadId, open });
  // Once: a link followed within the page is the browser's.
  const begin = useEffectEvent(() => go(window.location.hash.slice(1)));
  useEffect(() => begin(), []);
  // Earlier messages may bring the one that is wanted.
  const look = useEffectEvent(land);
  useEffect(() => {
    const frame = requestAnimationFrame(() => look());
    return () => cancelAnimationFrame(frame);
  }, [messages]);
}
