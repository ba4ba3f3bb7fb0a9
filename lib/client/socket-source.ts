import type { AppSocket } from "./socket";

type Begin = (socket: AppSocket) => () => void;

/** Where the parts of a page get its socket, which comes after they are drawn. None of them is drawn again for it. */
export type SocketSource = {
  /** null before there is one, and after the session has ended. */
  get: () => AppSocket | null;
  /**
   * Runs `begin` with the socket, now or when it comes, and with each that replaces it. What `begin` answers ends that.
   * @returns how to stop
   */
  watch: (begin: Begin) => () => void;
};

/** A source without a socket, and how to give it one; null takes that away. */
export function createSocketSource(): SocketSource & { set: (socket: AppSocket | null) => void } {
  let current: AppSocket | null = null;
  const watchers = new Set<() => void>();
  return {
    get: () => current,
    watch: (begin) => {
      /** With which it has begun, and how to end that. */
      let begun: AppSocket | null = null;
      let end: (() => void) | null = null;
      const follow = (socket: AppSocket | null) => {
        if (socket === begun) return;
        begun = socket;
        end?.();
        end = socket && begin(socket);
        // It has stopped within its own beginning.
        if (begun !== socket) end?.();
      };
      const look = () => follow(current);
      watchers.add(look);
      look();
      return () => {
        watchers.delete(look);
        follow(null);
      };
    },
    set: (socket) => {
      current = socket;
      // One may stop or another begin while they are told.
      for (const look of [...watchers]) if (watchers.has(look)) look();
    },
  };
}
