type Entry = { count: number; until: number };

/** `count` acts so far in this window, which ends in `msBeforeNext` ms. */
export type Counted = { count: number; msBeforeNext: number };

/**
 * Counts acts by key in windows that begin with the first act. It holds at most `maxKeys` keys (about 200 bytes each) and lets go of the one
 * that was counted longest ago: keys that strangers invent must not fill the memory.
 */
export class Counter {
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly windowMs: number,
    private readonly maxKeys = 50_000,
  ) {}

  get size(): number {
    return this.entries.size;
  }

  /** Adds `points`; the count never goes below nothing. */
  add(key: string, points = 1): Counted {
    const entry = this.live(key) ?? { count: 0, until: Date.now() + this.windowMs };
    entry.count = Math.max(0, entry.count + points);
    // Put at the end: the first one is the one counted longest ago.
    this.entries.delete(key);
    this.entries.set(key, entry);
    const [oldest] = this.entries.size > this.maxKeys ? this.entries.keys() : [];
    if (oldest !== undefined) this.entries.delete(oldest);
    return { count: entry.count, msBeforeNext: entry.until - Date.now() };
  }

  get(key: string): Counted | null {
    const entry = this.live(key);
    return entry && { count: entry.count, msBeforeNext: entry.until - Date.now() };
  }

  delete(key: string): void {
    this.entries.delete(key);
  }

  private live(key: string): Entry | null {
    const entry = this.entries.get(key);
    if (!entry) return null;
    if (entry.until > Date.now()) return entry;
    this.entries.delete(key);
    return null;
  }
}
