import type { PlayerKey } from "./player-props";

const seconds: Partial<Record<PlayerKey, number>> = { "back-5": -5, "back-10": -10, "forward-5": 5, "forward-10": 10 };
/** The rest is asked of media-chrome, which knows what the browser can do. */
const itsKeys: Partial<Record<PlayerKey, string>> = { mute: "m", "full-screen": "f", captions: "c" };

/** A browser may refuse to play before somebody has pressed something. */
export function togglePlaying(video: HTMLVideoElement | null): void {
  if (video?.paused) void video.play().catch(() => {});
  else video?.pause();
}

type Controller = HTMLElement & { keyboardShortcutHandler?: (event: KeyboardEvent) => void };

/** Does what a key does in the player, from anywhere on the page. */
export function pressKey(video: HTMLVideoElement, key: PlayerKey): void {
  const by = seconds[key];
  if (by !== undefined) {
    video.currentTime = Math.max(0, video.currentTime + by);
    return;
  }
  if (key === "toggle") {
    togglePlaying(video);
    return;
  }
  const controller = video.closest<Controller>("media-controller");
  const letter = itsKeys[key];
  if (!controller || letter === undefined) return;
  const event = new KeyboardEvent("keyup", { key: letter });
  Object.defineProperty(event, "target", { value: controller });
  const act = () => controller.keyboardShortcutHandler?.(event);
  if (controller.keyboardShortcutHandler) act();
  // The first key of a page has media-chrome load. It knows the video a moment after it is there.
  else void customElements.whenDefined(controller.localName).then(() => setTimeout(act));
}
