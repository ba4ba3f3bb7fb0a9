"use client";
import { useRouter } from "next/navigation";
import { type MouseEvent, type ReactNode, useEffect, useEffectEvent, useRef, useState } from "react";
import { copyCode } from "../code/copy-code";
import { asPainted } from "../painted";
import { useVideoTimes } from "../video-times";

type Props = {
  /** The text, which only the server renders. */
  children: ReactNode;
  /** Called when it is not true any more: a picture can't be shown, a part did not come, or its times are about another video. */
  onOutdated: () => void;
};

const hasBroken = (place: HTMLElement) =>
  [...place.querySelectorAll("img")].some(({ complete, naturalWidth }) => complete && !naturalWidth);

/** React's marks of a part that the server has not sent, or not yet. */
const missing = /^\$[?!~]/;

function lacksParts(place: HTMLElement): boolean {
  const comments = document.createTreeWalker(place, NodeFilter.SHOW_COMMENT);
  while (comments.nextNode()) if (missing.test(comments.currentNode.nodeValue ?? "")) return true;
  return false;
}

/**
 * A text as the server has painted it. The browser neither parses nor draws it again, and needs the code for neither. Its buttons and
 * links do what those of `MarkdownBody` do.
 */
export function PaintedText({ children, onOutdated }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const router = useRouter();
  const { videoId, durationSeconds, seek } = useVideoTimes();
  const about = `${videoId} ${durationSeconds}`;
  const [aboutAtFirst] = useState(about);
  const outdated = useEffectEvent(onOutdated);
  useEffect(() => {
    if (about !== aboutAtFirst) outdated();
  }, [about, aboutAtFirst]);
  useEffect(() => {
    const check = () => place.current && (hasBroken(place.current) || lacksParts(place.current)) && outdated();
    if (document.readyState === "complete") return void check();
    // A picture may have failed before this ran, and a part may still come.
    window.addEventListener("load", check, { once: true });
    return () => window.removeEventListener("load", check);
  }, []);

  const onClick = (event: MouseEvent) => {
    const { target, button, metaKey, ctrlKey, shiftKey, altKey } = event;
    const pressed = target instanceof Element ? target.closest<HTMLElement>("[data-copy-code], [data-seconds]") : null;
    if (!pressed || button !== 0) return;
    if (pressed.dataset["copyCode"] !== undefined) return void copyCode(pressed);
    const isLink = pressed instanceof HTMLAnchorElement;
    if (isLink && (metaKey || ctrlKey || shiftKey || altKey)) return;
    event.preventDefault();
    const seconds = Number(pressed.dataset["seconds"]);
    if (seek) seek(seconds);
    else if (videoId !== null) router.push(`/videos/${videoId}?t=${seconds}`);
  };
  const painted = asPainted();
  if (painted === null) return <div className="contents">{children}</div>;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons and links within are what is pressed, by key as well
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <div ref={place} className="contents" {...painted} onClick={onClick} onErrorCapture={onOutdated} />
  );
}
