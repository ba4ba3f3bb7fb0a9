import type { AppSocket } from "./socket";

type Begin = (socket: AppSocket) => () => void;

/** Where the parts of a page get its socket, which comes after they are drawn. None of them is drawn again for it. */
export type SocketSource = {
  /** null before there is one, and after the session has ended. */
  get: () => AppSocket | null;
  /** Runs `begin` with the socket, now or when it comes, and with each that replaces it. What `begin` answers ends that. @returns how to stop */
  watch: (begin: Begin) => () => void;
};

/** A source without a socket, and how to give it one; null takes that away. */
export function createSocketSource(): SocketSource & { set: (socket: AppSocket | null) => void } {
  let current: AppSocket | null = null;
  /** How to end what each has begun. */
  const watchers = new Map<Begin, () => void>();
  const nothing = () => undefined;
  return {
    get: () => current,
    watch: (begin) => {
      // Another one for each call, so that two may watch with the same function.
      const own: Begin = (socket) => begin(socket);
      watchers.set(own, current ? own(current) : nothing);
      return () => {
        watchers.get(own)?.();
        watchers.delete(own);
      };
    },
    set: (socket) => {
      current = socket;
      for (const [begin, end] of watchers) {
        end();
        watchers.set(begin, socket ? begin(socket) : nothing);
      }
    },
  };
}
