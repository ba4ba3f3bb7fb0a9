import { Hand, Pause, Play } from "lucide-react";
import { type RefObject, useEffect, useState } from "react";
import { load, save } from "#lib/client/storage.ts";
import { formatMoment } from "../ui/moment";
import styles from "./player.module.css";
import { togglePlaying } from "./press-key";

type Props = { video: RefObject<HTMLVideoElement | null> };

const hourSeconds = 3600;

/** The position in the video and its length, as text. Screen readers read the time line instead. */
export function TimeText({ video, duration }: Props & { duration: number | null }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const element = video.current;
    const look = () => setSeconds(Math.floor(element?.currentTime ?? 0));
    look();
    element?.addEventListener("timeupdate", look);
    element?.addEventListener("seeking", look);
    return () => {
      element?.removeEventListener("timeupdate", look);
      element?.removeEventListener("seeking", look);
    };
  }, [video]);
  return (
    <span className={styles.time} data-long={duration !== null && duration >= hourSeconds ? "" : undefined} aria-hidden="true">
      {formatMoment(seconds)}
      {duration !== null && <span> / {formatMoment(duration)}</span>}
    </span>
  );
}

/** The play button of the bar before that of media-chrome, whose names it has, is in its place. */
export function PlainPlayButton({ hasFocus, video }: Props & { hasFocus: RefObject<boolean> }) {
  const [isPlaying, setIsPlaying] = useState(false);
  useEffect(() => {
    const element = video.current;
    const look = () => setIsPlaying(element?.paused === false);
    look();
    element?.addEventListener("play", look);
    element?.addEventListener("pause", look);
    return () => {
      element?.removeEventListener("play", look);
      element?.removeEventListener("pause", look);
    };
  }, [video]);
  const note = (has: boolean) => () => {
    hasFocus.current = has;
  };
  return (
    <button
      type="button"
      {...{ keysused: "Enter Space" }}
      className={styles.play}
      onClick={() => togglePlaying(video.current)}
      onFocus={note(true)}
      onBlur={note(false)}
      aria-label={isPlaying ? "pause" : "play"}
    >
      {isPlaying ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
    </button>
  );
}

/** The large button before a video was ever played, for pointers. By keyboard and for screen readers there is the one in the bar. */
export function BeginButton({ onBegin }: { onBegin: () => void }) {
  return (
    <button type="button" className={styles.begin} tabIndex={-1} aria-hidden="true" onClick={onBegin}>
      <Play />
    </button>
  );
}

/** Raises the hand: leads to the field for a question, in full screen as well. */
export function AskButton({ onAsk }: { onAsk: () => void }) {
  return (
    <button
      type="button"
      {...{ keysused: "Enter Space" }}
      className={styles.ask}
      onClick={onAsk}
      aria-label="Ask a question"
      title="Ask a question (q)"
    >
      <Hand aria-hidden="true" />
      <span aria-hidden="true">Ask</span>
    </button>
  );
}

const rates = [1, 1.25, 1.5, 1.75, 2, 0.75];
const kept = "handraise:speed";

/** The speed of playing: one press sets the next one. The browser remembers the last, for every video. */
export function SpeedButton({ video }: Props) {
  const [rate, setRate] = useState(1);
  const apply = (next: number) => {
    setRate(next);
    if (!video.current) return;
    video.current.defaultPlaybackRate = next;
    video.current.playbackRate = next;
  };
  useEffect(() => {
    const last = Number(load(kept));
    if (rates.includes(last)) apply(last);
  }, []);
  const next = () => {
    const faster = rates[(rates.indexOf(rate) + 1) % rates.length] ?? 1;
    apply(faster);
    save(kept, String(faster));
  };
  return (
    <button type="button" {...{ keysused: "Enter Space" }} className={styles.speed} onClick={next} aria-label={`Speed ${rate}×`}>
      {rate}×
    </button>
  );
}
