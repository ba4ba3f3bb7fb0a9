import { remember } from "../remember";

/** The commands of Redis that rate limits need. Each fails at once while Redis is away, and after a short while when it hangs. */
type Store = {
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
  /** A node-redis MULTI. Throws while Redis is away. */
  multi(): unknown;
  del(key: string): Promise<number>;
};

/** The process's connection to Redis as plain functions, because it crosses the two module graphs (decision 0003). */
export type Redis = {
  /** Whether Redis answered lately. Known without asking, at most 3 s old. */
  isUp(): boolean;
  /** @throws Error when no answer came within a second */
  ping(): Promise<void>;
  /** @throws Error at once while Redis is away; nothing is kept for later */
  publish(channel: string, text: string): Promise<void>;
  /** Lasts as long as this connection. After `onUp` it has to be repeated. */
  subscribe(channel: string, onMessage: (text: string) => void): Promise<void>;
  unsubscribe(channel: string, onMessage: (text: string) => void): Promise<void>;
  /** Calls `listener` at every new connection, and now if there is one. @returns how to stop */
  onUp(listener: () => void): () => void;
  store: Store;
  close(): void;
};

/** One per process. server.ts opens it (open.ts), and the routes, which are another bundle, find it here. */
export const redisSlot = remember("redis", (): { current: Redis | null } => ({ current: null }));

/** The process's Redis; null where none is configured or opened. */
export const redis = (): Redis | null => redisSlot.current;
