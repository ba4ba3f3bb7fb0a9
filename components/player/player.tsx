"use client";
import { type ReactNode, useEffect, useState } from "react";
import { Button } from "../ui/button";
import { lazyPart } from "../ui/lazy-part";
import { mediaUrl, type PlayerProps } from "./player-props";

const PlayerChrome = lazyPart<PlayerProps>(() => import("./player-chrome"));

/** The video player. Its parts load when it is shown; until then the poster is in its place, at its size. */
export function Player(props: PlayerProps) {
  const [inBrowser, setInBrowser] = useState(false);
  // In a task of its own, after what the page itself draws then.
  useEffect(() => {
    const timer = setTimeout(() => setInBrowser(true));
    return () => clearTimeout(timer);
  }, []);
  const waiting = (
    <Placeholder poster={props.media.poster ? mediaUrl(props, "poster") : null}>
      <span className="sr-only" role="status">
        Loading the player
      </span>
    </Placeholder>
  );
  const failed = (retry: () => void) => (
    <Placeholder poster={null}>
      <div role="alert" className="grid size-full content-center justify-items-center gap-3 p-4 text-center text-sm text-white">
        Couldn’t load the player. Check your connection.
        <Button type="button" variant="outline" size="sm" onClick={retry}>
          Try again
        </Button>
      </div>
    </Placeholder>
  );
  return (
    // Clipped as a whole, and a little within: the black below the picture would shine through at its edge.
    <div className="relative aspect-video w-full rounded-[var(--player-radius,0.5rem)] [clip-path:inset(1px_round_var(--player-radius,0.5rem))]">
      {inBrowser ? <PlayerChrome waiting={waiting} failed={failed} props={props} /> : waiting}
    </div>
  );
}

function Placeholder({ poster, children }: { poster: string | null; children: ReactNode }) {
  return (
    <div className="absolute inset-0 overflow-hidden rounded-[inherit] bg-black">
      {/* it needs the session's cookie, which the optimiser does not send */}
      {poster && <img src={poster} alt="" className="size-full object-contain" fetchPriority="high" />}
      {children}
    </div>
  );
}
