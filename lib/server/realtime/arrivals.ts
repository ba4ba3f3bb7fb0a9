export type Arrivals = {
  /** The number of this user's sockets that are let in but not yet in the user's room. */
  of(userId: string): number;
  /**
   * Counts one more. Calling the result twice is no error.
   * @returns how to take it off again, once the socket is in its room or its connection closed
   */
  add(userId: string): () => void;
};

/** Counts the sockets between being let in and being in their user's room, so that many that connect at once count each other. */
export function createArrivals(): Arrivals {
  const counts = new Map<string, number>();
  const of = (userId: string) => counts.get(userId) ?? 0;
  return {
    of,
    add(userId) {
      counts.set(userId, of(userId) + 1);
      let isCounted = true;
      return () => {
        if (!isCounted) return;
        isCounted = false;
        const left = of(userId) - 1;
        if (left > 0) counts.set(userId, left);
        else counts.delete(userId);
      };
    },
  };
}
