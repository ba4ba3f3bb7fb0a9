import { load } from "#lib/client/storage.ts";

/** The names under which media-chrome keeps them (media-store/state-mediator.js). */
const kept = { muted: "media-chrome-pref-muted", volume: "media-chrome-pref-volume" };

/** How loud the viewer had it last, before media-chrome is there to do so: nobody who muted it hears it begin. */
export function recallVolume(video: HTMLVideoElement): void {
  const volume = Number(load(kept.volume) ?? 1);
  if (volume >= 0 && volume <= 1) video.volume = volume;
  if (load(kept.muted) === "true") video.muted = true;
}
