import { type RefObject, useEffect } from "react";

/** The height of the controls with the questions on the time line, in px. player.module.css lifts captions by the same. */
const controlsHeight = 88;

type Cue = Pick<VTTCue, "line" | "snapToLines" | "lineAlign">;

/**
 * Sets captions above the controls, whose height is `share` of the picture's, or back to the lower edge for 0. Captions with a position of
 * their own stay there.
 */
export function liftCaptions(cues: Iterable<Cue>, share: number, lifted: WeakSet<Cue>): void {
  for (const cue of cues) {
    if (cue.line !== "auto" && !lifted.has(cue)) continue;
    lifted.add(cue);
    cue.snapToLines = share === 0;
    cue.line = share === 0 ? "auto" : 100 * Math.max(0, 1 - share);
    cue.lineAlign = share === 0 ? "start" : "end";
  }
}

/**
 * Keeps captions above the controls in Firefox, which has no CSS for it: sets the captions themselves higher while the controls are shown.
 */
export function useLiftedCaptions(video: RefObject<HTMLVideoElement | null>): void {
  useEffect(() => {
    const element = video.current;
    const player = element?.closest("media-controller");
    if (!element || !player || CSS.supports("selector(video::-webkit-media-text-track-container)")) return;
    const lifted = new WeakSet<Cue>();
    const place = () => {
      const shown = element.paused || !player.hasAttribute("userinactive");
      const share = shown && element.clientHeight > 0 ? controlsHeight / element.clientHeight : 0;
      for (const track of element.textTracks) liftCaptions((track.activeCues ?? []) as Iterable<VTTCue>, share, lifted);
    };
    const seen = new MutationObserver(place);
    seen.observe(player, { attributeFilter: ["userinactive", "mediapaused"] });
    const size = new ResizeObserver(place);
    size.observe(element);
    const tracks = [...element.textTracks];
    for (const track of tracks) track.addEventListener("cuechange", place);
    return () => {
      seen.disconnect();
      size.disconnect();
      for (const track of tracks) track.removeEventListener("cuechange", place);
    };
  }, [video]);
}
