import type { PlayerKey } from "../player/player-props";
import type { Shortcut } from "../ui/key-sheet";
import type { LectureVideo } from "./stage";

export type LectureAct = { at: "player"; key: PlayerKey } | { at: "ask" } | { at: "help" } | { at: "close" };

const ofQuestion: Shortcut[] = [
  { keys: ["q"], does: "Ask a question" },
  { keys: ["Ctrl+Enter"], does: "Send it" },
];
const ofPlayer: Shortcut[] = [
  { keys: ["Space", "k"], does: "Play or pause" },
  { keys: ["j", "l"], does: "Back or forward 10 seconds" },
  { keys: ["←", "→"], does: "Back or forward 5 seconds" },
  { keys: ["m"], does: "Mute" },
  { keys: ["f"], does: "Full screen" },
];

/** The keys of a lecture's page that do something there, as its sheet shows them. */
export const lectureShortcuts = (canAsk: boolean, { status, media }: Pick<LectureVideo, "status" | "media">): Shortcut[] => [
  ...(canAsk ? ofQuestion : []),
  ...(status === "ready" ? ofPlayer : []),
  ...(status === "ready" && media.captions.length > 0 ? [{ keys: ["c"], does: "Captions" }] : []),
  { keys: ["Esc"], does: "Close the open question" },
  { keys: ["?"], does: "Show shortcuts" },
];

const acts: Record<string, LectureAct> = {
  q: { at: "ask" },
  "?": { at: "help" },
  Escape: { at: "close" },
  " ": { at: "player", key: "toggle" },
  k: { at: "player", key: "toggle" },
  j: { at: "player", key: "back-10" },
  l: { at: "player", key: "forward-10" },
  ArrowLeft: { at: "player", key: "back-5" },
  ArrowRight: { at: "player", key: "forward-5" },
  m: { at: "player", key: "mute" },
  f: { at: "player", key: "full-screen" },
  c: { at: "player", key: "captions" },
};

const writing =
  "input:not([type=checkbox]), textarea, select, [contenteditable], [role=dialog], [role=alertdialog], [role=menu], [role=listbox]";
/** What takes the arrow keys for itself, and what takes the space bar. */
const sliding = "input, media-time-range, media-volume-range, media-captions-menu, [role=slider], [role=tab], [role=radio]";
const pressed = "button, a, summary, input, [role=button], [role=switch], [role=tab], [tabindex='0']";

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "defaultPrevented" | "target">;

/** The act of a key press on the page; null while someone types, chooses, or uses a key that what has the focus takes for itself. */
export function lectureActOf(event: Pressed): LectureAct | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return null;
  const target = event.target instanceof Element ? event.target : null;
  const act = Object.hasOwn(acts, event.key) ? acts[event.key] : undefined;
  if (!act || target?.closest(writing)) return null;
  if (event.key.startsWith("Arrow") && (event.shiftKey || target?.closest(sliding))) return null;
  if (event.key === " " && (event.shiftKey || target?.closest(pressed))) return null;
  return act;
}
