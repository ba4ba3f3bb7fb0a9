import { type RefObject, useRef } from "react";
import styles from "./player.module.css";
import { AskButton, PlainPlayButton, SpeedButton, TimeText } from "./player-parts";
import type { PlayerProps } from "./player-props";
import { QuestionMarkers } from "./question-markers";
import type { MediaParts } from "./use-media-parts";

/** In how many turns the elements of media-chrome come. */
export const turnsMax = 4;

/** For buttons that are left out where there is no room. */
const wideButton = `${styles.button} ${styles.wide}`;

/** media-chrome gives the button `aria-checked`, which only a switch may have. */
const asSwitch = (button: HTMLElement | null) => button?.setAttribute("role", "switch");

/** Holds the place of what has yet to come. */
const Place = ({ like }: { like: string | undefined }) => <span className={like} aria-hidden="true" />;

type Props = {
  video: RefObject<HTMLVideoElement | null>;
  duration: number | null;
  captions: PlayerProps["media"]["captions"];
  /** null before somebody is at the page. */
  media: MediaParts | null;
  /** How many turns have come. */
  arrived: number;
} & Pick<Required<PlayerProps>, "markers"> &
  Pick<PlayerProps, "onMarker" | "onAsk">;

/**
 * The time line with the questions, and the bar below it. What is ours is there at once, and media-chrome's elements come in their places.
 */
export function Controls({ video, duration, captions, media, arrived, markers, onMarker, onAsk }: Props) {
  const hasFocus = useRef(false);
  const first = arrived >= 1 ? media : null;
  const second = arrived >= 2 ? media : null;
  const third = arrived >= 3 ? media : null;
  const last = arrived >= turnsMax ? media : null;
  /** Takes the focus over from the button in whose place it comes. That one is gone by then, and React tells of no loss by its own act. */
  const inPlace = (button: HTMLElement | null) => {
    if (button && hasFocus.current) button.focus({ preventScroll: true });
    hasFocus.current = false;
  };
  return (
    <>
      {/* Before its button, which says that it opens a menu only if that is there. */}
      {media && captions.length > 1 && <media.MediaCaptionsMenu className={styles.menu} hidden anchor="auto" />}
      <div className={styles.timeline}>
        {first ? <first.MediaTimeRange className={styles.range} /> : <span className={styles.track} />}
        {duration !== null && duration > 0 && <QuestionMarkers markers={markers} duration={duration} onMarker={onMarker} />}
      </div>
      <div className={styles.bar}>
        {second ? (
          <second.MediaPlayButton ref={inPlace} className={styles.button} />
        ) : (
          <PlainPlayButton hasFocus={hasFocus} video={video} />
        )}
        {second ? <second.MediaSeekBackwardButton seekOffset={10} className={wideButton} /> : <Place like={wideButton} />}
        {second ? <second.MediaSeekForwardButton seekOffset={10} className={wideButton} /> : <Place like={wideButton} />}
        <TimeText video={video} duration={duration} />
        <span className={styles.space} />
        {onAsk && <AskButton onAsk={onAsk} />}
        {third ? <third.MediaMuteButton className={styles.button} /> : <Place like={styles.button} />}
        {third ? (
          <third.MediaVolumeRange className={`${styles.volume} ${styles.wide}`} />
        ) : (
          <Place like={`${styles.volume} ${styles.wide}`} />
        )}
        <Captions media={third} count={captions.length} />
        <SpeedButton video={video} />
        {last ? <last.MediaPipButton className={wideButton} /> : <Place like={wideButton} />}
        {last ? <last.MediaFullscreenButton className={styles.button} /> : <Place like={styles.button} />}
      </div>
    </>
  );
}

/** Turns captions on and off, or opens the menu of their languages. */
function Captions({ media, count }: { media: MediaParts | null; count: number }) {
  if (count === 0) return null;
  if (!media) return <Place like={styles.button} />;
  if (count === 1) return <media.MediaCaptionsButton className={styles.button} ref={asSwitch} />;
  return <media.MediaCaptionsMenuButton className={styles.button} />;
}
