"use client";
import { useRouter } from "next/navigation";
import { type MouseEvent, type ReactNode, useEffect, useRef } from "react";
import { copyCode } from "../code/copy-code";
import { asPainted } from "../painted";
import { useVideoTimes } from "../video-times";

type Props = {
  /** The text, which only the server renders. */
  children: ReactNode;
  /** Called when a picture in it can't be shown, which its markup does not say. */
  onBroken: () => void;
};

const hasBroken = (place: HTMLElement) =>
  [...place.querySelectorAll("img")].some(({ complete, naturalWidth }) => complete && !naturalWidth);

/**
 * A text as the server has painted it. The browser neither parses nor draws it again, and needs the code for neither. Its buttons and
 * links do what those of `MarkdownBody` do.
 */
export function PaintedText({ children, onBroken }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const router = useRouter();
  const { seek } = useVideoTimes();
  useEffect(() => {
    // It may have failed before this ran.
    if (place.current && hasBroken(place.current)) onBroken();
  }, [onBroken]);

  const onClick = (event: MouseEvent) => {
    const { target, button, metaKey, ctrlKey, shiftKey, altKey } = event;
    const pressed = target instanceof Element ? target.closest<HTMLElement>("[data-copy-code], [data-seconds]") : null;
    if (!pressed || button !== 0) return;
    if (pressed.dataset["copyCode"] !== undefined) return void copyCode(pressed);
    const isLink = pressed instanceof HTMLAnchorElement;
    if (isLink && (metaKey || ctrlKey || shiftKey || altKey)) return;
    event.preventDefault();
    if (seek) seek(Number(pressed.dataset["seconds"]));
    else if (isLink) router.push(pressed.pathname + pressed.search);
  };
  const painted = asPainted();
  if (painted === null) return <div className="contents">{children}</div>;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons and links within are what is pressed, by key as well
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <div ref={place} className="contents" {...painted} onClick={onClick} onErrorCapture={onBroken} />
  );
}
