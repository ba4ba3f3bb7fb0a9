/** How to go on from a discussion that was opened from the queue. */
export type Walk = {
  /** Opens the question before it; null for the first. */
  before: (() => void) | null;
  /** Opens the question behind it, or after the last one the queue. */
  next: () => void;
  /** The same after an answer was sent, with the focus in the field for the next. */
  answered: () => void;
};
