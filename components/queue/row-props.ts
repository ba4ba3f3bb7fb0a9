import type { QueueRow } from "#lib/client/thread/queue-fold.ts";
import type { QueueMedia } from "./row-moment";

/**
 * What can be done about the rows of the queue. They are the same for as long as the page is open, so that no row is drawn for another's
 * sake.
 */
export type QueueActs = {
  select: (row: QueueRow) => void;
  /** Opens the reply in its row. */
  openReply: (row: QueueRow) => void;
  /** The text of a reply; null closes it. */
  setDraft: (row: QueueRow, text: string | null) => void;
  /** Sends the reply; `next` opens the one of the row below. */
  send: (row: QueueRow, text: string, next: boolean) => void;
  resolve: (row: QueueRow) => void;
  claim: (id: string) => void;
  letGo: (id: string) => void;
  /** Plays the moment of a question in its row, or closes the player (null). */
  play: (id: string | null) => void;
  /** Shows all questions of a row that folds several, or folds them again. */
  toggle: (row: QueueRow) => void;
  /** Gives a question a row of its own. */
  takeOut: (id: string) => void;
  /** Takes those into the open fold that have asked since. */
  addNewToFold: () => void;
  /** Remembers the question whose discussion is opened, for going on there and for coming back. */
  leave: (id: string) => void;
};

/** How much of an open fold is here. `newCount`: how many have asked the same since. */
export type FoldStatus = { isLoading: boolean; problem: string | null; newCount: number };

export type RowProps = {
  row: QueueRow;
  /** Left out where all rows have the same. */
  course: string | undefined;
  showsVideo: boolean;
  /** The reader may end a colleague's claim. */
  canEndClaim: boolean;
  isSelected: boolean;
  isUnfolded: boolean;
  /** Of the fold that is open; null for every other row. */
  foldStatus: FoldStatus | null;
  /** The draft of the reply; null while the reply is not open. */
  draft: string | null;
  /** Where the row stands, while the reply is open: `3 of 514`. */
  place: string | null;
  /** What went wrong with the last try. */
  problem: string | null;
  /** The question whose moment plays in the row; null when none does. */
  playing: string | null;
  media: QueueMedia;
  acts: QueueActs;
};
