import { type RefObject, useEffect, useRef, useState } from "react";
import type { AskHandle } from "../ask/ask-form";
import { pausesWhileTyping } from "../ask/pause-setting";
import type { PlayerHandle } from "../player/player-props";
import { toast } from "../ui/toast";

/**
 * Where the field for a question is: in the rail, or over the picture while the player is in full screen. The video pauses while one types,
 * if this browser is set so, and goes on afterwards.
 */
export function useAskingPlace(player: RefObject<PlayerHandle | null>) {
  const field = useRef<AskHandle>(null);
  const [overPicture, setOverPicture] = useState(false);
  const pausedHere = useRef(false);
  useEffect(() => {
    const look = () => document.fullscreenElement === null && setOverPicture(false);
    document.addEventListener("fullscreenchange", look);
    return () => document.removeEventListener("fullscreenchange", look);
  }, []);

  const onWriting = (begins: boolean) => {
    if (begins && pausesWhileTyping()) pausedHere.current = player.current?.pause() || pausedHere.current;
    if (begins || !pausedHere.current) return;
    pausedHere.current = false;
    player.current?.play();
  };
  const start = () => {
    onWriting(true);
    // At once, because the next key is for the field already.
    if (!document.fullscreenElement) return field.current?.focus();
    setOverPicture(true);
    // The field has moved by then.
    requestAnimationFrame(() => field.current?.focus());
  };
  const close = () => {
    setOverPicture(false);
    onWriting(false);
  };
  /** Called when a question was sent. */
  const sent = () => {
    if (!overPicture) return;
    setOverPicture(false);
    toast("Question sent", { description: "We’ll notify you when it’s answered." });
  };
  return { field, overPicture, start, close, sent, onWriting };
}
