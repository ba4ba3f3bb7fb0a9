import { type RefObject, useRef } from "react";
import icons from "./place.module.css";
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

type PlaceProps = { like: string | undefined; icon: string | undefined; onPress?: () => void };

/** Holds the place of what has yet to come, and looks like it. What is pressed is done by the button, once that is there. */
const Place = ({ like, icon, onPress }: PlaceProps) => (
  <span className={`${like} ${icons.place} ${icon}`} aria-hidden="true" onClick={onPress} />
);

/** For each place what notes that it was pressed, and what presses the button that comes there. */
function usePressed() {
  const pressed = useRef<string | null>(null);
  return (icon: string | undefined) => ({
    place: {
      icon,
      onPress: () => {
        pressed.current = icon ?? null;
      },
    },
    press: (button: HTMLElement | null) => {
      if (!button || icon === undefined || pressed.current !== icon) return;
      pressed.current = null;
      // Its controller has told it by then what there is to do.
      setTimeout(() => button.click());
    },
  });
}

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
  const pressed = usePressed();
  const [back, onward, mute] = [pressed(icons.back), pressed(icons.onward), pressed(icons.mute)];
  const [captionsOn, pip, full] = [pressed(icons.captions), pressed(icons.pip), pressed(icons.full)];
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
        {second ? (
          <second.MediaSeekBackwardButton ref={back.press} seekOffset={10} className={wideButton} />
        ) : (
          <Place like={wideButton} {...back.place} />
        )}
        {second ? (
          <second.MediaSeekForwardButton ref={onward.press} seekOffset={10} className={wideButton} />
        ) : (
          <Place like={wideButton} {...onward.place} />
        )}
        <TimeText video={video} duration={duration} />
        <span className={styles.space} />
        {onAsk && <AskButton onAsk={onAsk} />}
        {third ? <third.MediaMuteButton ref={mute.press} className={styles.button} /> : <Place like={styles.button} {...mute.place} />}
        {third ? (
          <third.MediaVolumeRange className={`${styles.volume} ${styles.wide}`} />
        ) : (
          <Place like={`${styles.volume} ${styles.wide}`} icon={icons.volume} />
        )}
        <Captions media={third} count={captions.length} {...captionsOn} />
        <SpeedButton video={video} />
        {last ? <last.MediaPipButton ref={pip.press} className={wideButton} /> : <Place like={wideButton} {...pip.place} />}
        {last ? <last.MediaFullscreenButton ref={full.press} className={styles.button} /> : <Place like={styles.button} {...full.place} />}
      </div>
    </>
  );
}

type CaptionsProps = { media: MediaParts | null; count: number } & ReturnType<ReturnType<typeof usePressed>>;

/** Turns captions on and off, or opens the menu of their languages. */
function Captions({ media, count, place, press }: CaptionsProps) {
  if (count === 0) return null;
  if (!media) return <Place like={styles.button} {...place} />;
  const one = (button: HTMLElement | null) => {
    asSwitch(button);
    press(button);
  };
  if (count === 1) return <media.MediaCaptionsButton className={styles.button} ref={one} />;
  return <media.MediaCaptionsMenuButton className={styles.button} ref={press} />;
}
