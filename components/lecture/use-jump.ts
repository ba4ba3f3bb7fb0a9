import { type RefObject, useCallback } from "react";
import type { PlayerHandle } from "../player/player-props";
import { formatMoment } from "../ui/moment";
import { toast } from "../ui/toast";

/** How far (s) a jump may lead without a way back. */
const silentJumpSeconds = 5;

/** Goes to the second to which a toast leads. Who was watching elsewhere is offered the way back. */
export function useJump(player: RefObject<PlayerHandle | null>): (second: number) => void {
  return useCallback(
    (second) => {
      const from = player.current?.now() ?? 0;
      player.current?.seek(second);
      if (from === 0 || Math.abs(from - second) <= silentJumpSeconds) return;
      const onClick = () => player.current?.seek(from);
      toast(`Moved to ${formatMoment(second)}`, { id: "moved", action: { label: `Back to ${formatMoment(from)}`, onClick } });
    },
    [player],
  );
}
