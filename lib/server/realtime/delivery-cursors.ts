/**
 * What this process has emitted to each connected user: the `seq` up to which nothing is missing, and each one above it. Emits come in any
 * order, because two acts that commit one after the other may publish the other way round.
 */
export type DeliveryCursors = {
  /**
   * Adds a user with their first socket; later sockets change nothing. This process has nothing up to `seq` to deliver.
   * @returns the highest `seq` emitted so far
   */
  track(userId: string, seq: number): number;
  mark(userId: string, seq: number): void;
  /** Marks everything up to `seq` as delivered. */
  advanceTo(userId: string, seq: number): void;
  /** The `seq` up to which nothing is missing; undefined for a user without a socket here. */
  contiguousSeq(userId: string): number | undefined;
  forget(userId: string): void;
  users(): string[];
};

export function createDeliveryCursors(): DeliveryCursors {
  const cursors = new Map<string, { contiguous: number; outOfOrder: Set<number> }>();
  const advance = (of: { contiguous: number; outOfOrder: Set<number> }) => {
    while (of.outOfOrder.delete(of.contiguous + 1)) of.contiguous++;
  };
  return {
    track(userId, seq) {
      const known = cursors.get(userId);
      if (known) return Math.max(known.contiguous, ...known.outOfOrder);
      cursors.set(userId, { contiguous: seq, outOfOrder: new Set() });
      return seq;
    },
    mark(userId, seq) {
      const known = cursors.get(userId);
      if (!known || seq <= known.contiguous) return;
      known.outOfOrder.add(seq);
      advance(known);
    },
    advanceTo(userId, seq) {
      const known = cursors.get(userId);
      if (!known || seq <= known.contiguous) return;
      known.contiguous = seq;
      for (const one of known.outOfOrder) if (one <= seq) known.outOfOrder.delete(one);
      advance(known);
    },
    contiguousSeq: (userId) => cursors.get(userId)?.contiguous,
    forget: (userId) => void cursors.delete(userId),
    users: () => [...cursors.keys()],
  };
}
