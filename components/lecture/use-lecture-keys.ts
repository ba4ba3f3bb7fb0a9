import { type RefObject, useEffect, useEffectEvent, useState } from "react";
import type { PlayerHandle } from "../player/player-props";
import { lectureActOf } from "./lecture-keys";

type Options = {
  player: RefObject<PlayerHandle | null>;
  /** Null for who may not ask. */
  onAsk: (() => void) | null;
  /** Closes what is open. @returns false when nothing is */
  onClose: () => boolean;
};

/** The keys of a lecture, from anywhere on its page, and whether the sheet of them is open. */
export function useLectureKeys({ player, onAsk, onClose }: Options) {
  const [help, setHelp] = useState(false);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const act = lectureActOf(event);
    if (act === null || (act.at === "ask" && onAsk === null) || (act.at === "close" && !onClose())) return;
    event.preventDefault();
    if (act.at === "ask") onAsk?.();
    else if (act.at === "help") setHelp(true);
    else if (act.at === "player") player.current?.press(act.key);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
  return { help, setHelp };
}
