/** What the cards of the rail have in common. */
export type RailState = {
  /** The state of one card, in a list of `length`. */
  of: (id: string, length: number) => CardState;
};

export type CardState = {
  current: boolean;
  selected: boolean;
  skippable: boolean;
  onSeek: (seconds: number) => void;
};

/** From this number on the browser may skip rendering cards that are far from the screen. */
const many = 40;

type Options = { current: string | null; selected: string[]; onSeek: (seconds: number) => void };

export function railState({ current, selected, onSeek }: Options): RailState {
  return {
    of: (id, length) => ({
      current: id === current,
      selected: selected.includes(id),
      skippable: length > many,
      onSeek,
    }),
  };
}
