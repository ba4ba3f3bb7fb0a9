import type { Reader } from "./card-thread";

/** What the cards of the rail have in common. */
export type RailState = {
  /** The state of one card. */
  of: (id: string) => CardState;
  /** The cards that are open or of the present second, which have to be in the document. */
  keepMounted: string[];
};

export type CardState = {
  /** Whether its second was passed last. */
  current: boolean;
  /** Whether its marker is chosen. */
  selected: boolean;
  /** Whether its discussion is open in its place. */
  open: boolean;
  reader: Reader;
  onSeek: (seconds: number) => void;
  onToggle: (id: string) => void;
};

type Options = Pick<CardState, "reader" | "onSeek" | "onToggle"> & { current: string | null; selected: string[]; openId: string | null };

export function railState({ current, selected, openId, ...shared }: Options): RailState {
  return {
    keepMounted: [openId, current].filter((id) => id !== null),
    of: (id) => ({
      ...shared,
      current: id === current,
      selected: selected.includes(id),
      open: id === openId,
    }),
  };
}
