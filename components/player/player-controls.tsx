import {
  MediaCaptionsButton,
  MediaControlBar,
  MediaFullscreenButton,
  MediaMuteButton,
  MediaPipButton,
  MediaPlayButton,
  MediaSeekBackwardButton,
  MediaSeekForwardButton,
  MediaTimeRange,
  MediaVolumeRange,
} from "media-chrome/react";
import { MediaCaptionsMenu, MediaCaptionsMenuButton } from "media-chrome/react/menu";
import type { RefObject } from "react";
import styles from "./player.module.css";
import { AskButton, SpeedButton, TimeText } from "./player-parts";
import type { PlayerProps } from "./player-props";
import { QuestionMarkers } from "./question-markers";
import { useArriving } from "./use-arriving";

/** For buttons that are left out where there is no room. */
const wideButton = `${styles.button} ${styles.wide}`;

/** media-chrome gives the button `aria-checked`, which only a switch may have. */
const asSwitch = (button: HTMLElement | null) => button?.setAttribute("role", "switch");

type Props = {
  video: RefObject<HTMLVideoElement | null>;
  duration: number | null;
  captions: PlayerProps["media"]["captions"];
} & Pick<Required<PlayerProps>, "markers"> &
  Pick<PlayerProps, "onMarker" | "onAsk">;

/** The time line with the questions, and the bar below it. They come in a few turns, and are seen when they are there. */
export function Controls({ video, duration, captions, markers, onMarker, onAsk }: Props) {
  const arrived = useArriving(4);
  const isThere = arrived >= 4;
  return (
    <>
      {/* Before its button, which says that it opens a menu only if that is there. */}
      {captions.length > 1 && <MediaCaptionsMenu hidden anchor="auto" />}
      <div className={`${styles.timeline} ${isThere ? "" : styles.arriving}`}>
        {arrived >= 1 && <MediaTimeRange className={styles.range} />}
        {arrived >= 1 && duration !== null && duration > 0 && <QuestionMarkers markers={markers} duration={duration} onMarker={onMarker} />}
      </div>
      <MediaControlBar className={`${styles.bar} ${isThere ? "" : styles.arriving}`}>
        {arrived >= 2 && (
          <>
            <MediaPlayButton className={styles.button} />
            <MediaSeekBackwardButton seekOffset={10} className={wideButton} />
            <MediaSeekForwardButton seekOffset={10} className={wideButton} />
            <TimeText video={video} duration={duration} />
            <span className={styles.space} />
            {onAsk && <AskButton onAsk={onAsk} />}
          </>
        )}
        {arrived >= 3 && (
          <>
            <MediaMuteButton className={styles.button} />
            <MediaVolumeRange className={styles.wide} />
            {captions.length === 1 && <MediaCaptionsButton className={styles.button} ref={asSwitch} />}
            {captions.length > 1 && <MediaCaptionsMenuButton className={styles.button} />}
            <SpeedButton video={video} />
          </>
        )}
        {isThere && (
          <>
            <MediaPipButton className={wideButton} />
            <MediaFullscreenButton className={styles.button} />
          </>
        )}
      </MediaControlBar>
    </>
  );
}
