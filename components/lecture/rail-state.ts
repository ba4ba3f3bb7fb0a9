import type { Reader } from "./card-thread";

/** What the cards of the rail have in common. */
export type RailState = {
  /** The state of one card, in a list of `length`. */
  of: (id: string, length: number) => CardState;
  /** Whether some card is open or of the present second. */
  hasTarget: boolean;
};

export type CardState = {
  /** Whether its second was passed last. */
  current: boolean;
  /** Whether its marker is chosen. */
  selected: boolean;
  /** Whether its discussion is open in its place. */
  open: boolean;
  /** Whether it may be left out while it is far from the screen. */
  skippable: boolean;
  reader: Reader;
  onSeek: (seconds: number) => void;
  onToggle: (id: string) => void;
};

/** From this number on the browser may skip rendering cards that are far from the screen. */
const many = 40;

type Options = Pick<CardState, "reader" | "onSeek" | "onToggle"> & { current: string | null; selected: string[]; openId: string | null };

export function railState({ current, selected, openId, ...shared }: Options): RailState {
  return {
    hasTarget: openId !== null || current !== null,
    of: (id, length) => ({
      ...shared,
      current: id === current,
      selected: selected.includes(id),
      open: id === openId,
      skippable: length > many,
    }),
  };
}
