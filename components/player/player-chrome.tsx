import { createElement, type ReactNode, type RefObject, useCallback, useEffect, useImperativeHandle, useRef, useState } from "react";
import { useLiftedCaptions } from "./lifted-captions";
import styles from "./player.module.css";
import { Controls, turnsMax } from "./player-controls";
import { BeginButton } from "./player-parts";
import { mediaUrl, type PlayerProps } from "./player-props";
import { pressKey, togglePlaying } from "./press-key";
import { recallVolume } from "./recall-volume";
import { useMediaParts } from "./use-media-parts";

/** The `readyState` from which the video can show something. Below it, "now" would be a guess. */
const haveMetadataState = 1;

/**
 * The player itself: a plain `video` with media-chrome's controls, and the questions on its time line. Before media-chrome is there its
 * element is one like any other, and becomes the controller in place.
 */
export default function PlayerChrome({
  handle,
  videoId,
  title,
  media,
  durationSeconds,
  startAt,
  autoPlay,
  markers = [],
  onMarker,
  onPlace,
  onTime,
  onAsk,
  pageKeys = false,
  overlay,
  overlayStays = false,
}: PlayerProps) {
  const { video, duration, ready, failed, setFailed } = usePlayback({ handle, durationSeconds, startAt });
  const [begun, setBegun] = useState(autoPlay === true);
  useLiftedCaptions(video);
  const controller = useRef<HTMLElement>(null);
  const { media: parts, arrived } = useMediaParts(controller, turnsMax);
  const begins = !begun && !failed;

  const address = `/api/videos/${videoId}`;
  return (
    <Controller element={controller} name={`Video player: ${title}`} isController={parts !== null} pageKeys={pageKeys}>
      {/* captions are there when the lecturer gave them */}
      <video
        ref={video}
        slot="media"
        src={mediaUrl({ videoId, media }, "stream")}
        {...(media.poster && { poster: mediaUrl({ videoId, media }, "poster") })}
        preload="metadata"
        playsInline
        autoPlay={autoPlay}
        onLoadedMetadata={(event) => ready(event.currentTarget)}
        onError={() => setFailed(true)}
        onTimeUpdate={({ currentTarget: { currentTime, paused } }) => {
          onTime?.(Math.floor(currentTime));
          if (!paused) onPlace?.(Math.floor(currentTime), true);
        }}
        onSeeking={({ currentTarget: { currentTime } }) => onTime?.(Math.floor(currentTime))}
        onPlay={() => setBegun(true)}
        // The controller takes the clicks as soon as it is one.
        onClick={({ currentTarget }) => currentTarget.matches(":not(:defined) > video") && togglePlaying(currentTarget)}
        onPause={({ currentTarget }) => onPlace?.(Math.floor(currentTarget.currentTime), false)}
      >
        {media.captions.map(({ language, label }) => (
          <track
            key={language}
            kind="captions"
            src={`${address}/captions?language=${encodeURIComponent(language)}`}
            srcLang={language}
            label={label}
          />
        ))}
      </video>
      {parts && <parts.MediaLoadingIndicator slot="centered-chrome" noAutohide />}
      {failed && (
        <p slot="centered-chrome" role="alert" className={styles.failed}>
          This lecture can’t be played right now. Reload the page to try again. You can still ask your question.
        </p>
      )}
      {(begins || overlay) && (
        <div className={styles.overlay} {...(overlayStays && { noautohide: "" })}>
          {begins && <BeginButton onBegin={() => void video.current?.play().catch(() => {})} />}
          {overlay && <div className={styles.said}>{overlay}</div>}
        </div>
      )}
      {/* On a phone they would lie on the words. */}
      {!failed && <Controls {...{ video, duration, markers, onMarker, onAsk, arrived }} captions={media.captions} media={parts} />}
    </Controller>
  );
}

type ControllerProps = {
  element: RefObject<HTMLElement | null>;
  name: string;
  isController: boolean;
  pageKeys: boolean;
  children: ReactNode;
};

/** What media-chrome makes its controller of. */
function Controller({ element, name, isController, pageKeys, children }: ControllerProps) {
  useEffect(() => {
    // media-chrome gives it a name without the title.
    if (isController) element.current?.setAttribute("aria-label", name);
  }, [element, isController, name]);
  const attributes = { className: styles.player, role: "region", "aria-label": name, autohide: "3", ...(pageKeys && { nohotkeys: "" }) };
  return createElement("media-controller", { ref: element, ...attributes }, children);
}

/** The video element, its length in seconds, and the second that waits until it can be sought. */
function usePlayback({ handle, durationSeconds, startAt }: Pick<PlayerProps, "handle" | "durationSeconds" | "startAt">) {
  const video = useRef<HTMLVideoElement>(null);
  const [duration, setDuration] = useState(durationSeconds);
  const [failed, setFailed] = useState(false);
  const waitingFor = useRef<number | null>(startAt ?? null);

  useImperativeHandle(handle, () => ({
    now: () => (video.current && video.current.readyState >= haveMetadataState ? Math.floor(video.current.currentTime) : null),
    seek: (seconds, options) => {
      const element = video.current;
      if (!element) return;
      if (element.readyState >= haveMetadataState) element.currentTime = seconds;
      else waitingFor.current = seconds;
      if (options?.play) void element.play().catch(() => {});
      if (options?.reveal) element.scrollIntoView({ block: "nearest", behavior: "smooth" });
    },
    press: (key) => video.current && pressKey(video.current, key),
    play: () => void video.current?.play().catch(() => {}),
    pause: () => {
      const wasPlaying = video.current?.paused === false;
      video.current?.pause();
      return wasPlaying;
    },
  }));

  const ready = useCallback((element: HTMLVideoElement) => {
    if (Number.isFinite(element.duration)) setDuration(element.duration);
    if (waitingFor.current !== null) element.currentTime = waitingFor.current;
    waitingFor.current = null;
  }, []);
  useEffect(() => {
    if (video.current) recallVolume(video.current);
  }, []);
  // The browser loads as soon as the element exists, which can be before React listens.
  useEffect(() => {
    const element = video.current;
    if (element?.error) setFailed(true);
    else if (element && element.readyState >= haveMetadataState) ready(element);
  }, [ready]);
  return { video, duration, ready, failed, setFailed };
}
