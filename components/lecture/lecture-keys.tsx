import type { RefObject } from "react";
import type { PlayerHandle, PlayerKey } from "../player/player-props";
import type { Shortcut } from "../ui/key-sheet";
import { type BoundKey, PageKeys } from "../ui/page-keys";
import type { LectureVideo } from "./stage";

type Props = {
  player: RefObject<PlayerHandle | null>;
  video: Pick<LectureVideo, "status" | "media">;
  /** Null for who may not ask. */
  onAsk: (() => void) | null;
  /** Closes the open question. @returns false when none is */
  onClose: () => boolean;
};

/** What the field for a question handles itself. */
const ofAsking: Shortcut[] = [{ keys: ["Ctrl+Enter", "⌘Enter"], description: "Send a question" }];

/** The keys of a lecture, from anywhere on its page. */
export function LectureKeys({ player, video: { status, media }, onAsk, onClose }: Props) {
  const press = (key: PlayerKey) => player.current?.press(key);
  const ofPlayer: BoundKey[] = [
    { keys: ["Space", "k"], description: "Play or pause", run: () => press("toggle") },
    { keys: ["j", "l"], description: "Back or forward 10 seconds", run: (key) => press(key === "j" ? "back-10" : "forward-10") },
    { keys: ["←", "→"], description: "Back or forward 5 seconds", run: (key) => press(key === "←" ? "back-5" : "forward-5") },
    { keys: ["m"], description: "Mute", run: () => press("mute") },
    { keys: ["f"], description: "Full screen", run: () => press("full-screen") },
  ];
  if (media.captions.length > 0) ofPlayer.push({ keys: ["c"], description: "Captions", run: () => press("captions") });
  const bound: BoundKey[] = [
    ...(onAsk ? [{ keys: ["q"], description: "Ask a question", run: onAsk }] : []),
    ...(status === "ready" ? ofPlayer : []),
    { keys: ["Esc"], description: "Close the open question", run: onClose },
  ];
  return <PageKeys bound={bound} also={onAsk ? ofAsking : []} />;
}
