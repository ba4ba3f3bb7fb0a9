import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { api } from "#lib/client/api/api.ts";
import type { PlayerHandle } from "../player/player-props";
import { createPositionReporter } from "./position-reporter";

/**
 * Stores on the server where a student is in a video, so that any device can resume there. Pass its result to the player's `onPlace`. A
 * position that could not be sent is dropped, because the next one follows soon.
 */
export function usePlaybackPosition(videoId: string, player: RefObject<PlayerHandle | null>, keeps: boolean) {
  const leaving = useRef(false);
  const last = useRef<number | null>(null);
  const [reporter] = useState(() =>
    createPositionReporter((seconds) => {
      api("PUT", `/api/videos/${videoId}/progress`, { seconds }, { keepalive: leaving.current }).catch(() => undefined);
    }),
  );

  useEffect(() => {
    if (!keeps) return;
    const leave = () => {
      // On the way to another page of ours the player is gone already.
      const now = player.current?.now() ?? last.current;
      // A visitor who only opened the page has no position.
      if (now === null || now === 0) return;
      leaving.current = true;
      reporter.stopped(now);
      leaving.current = false;
    };
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [keeps, player, reporter]);

  return useCallback(
    (seconds: number, playing: boolean) => {
      if (!keeps) return;
      last.current = seconds;
      if (playing) reporter.playing(seconds);
      else reporter.stopped(seconds);
    },
    [keeps, reporter],
  );
}
