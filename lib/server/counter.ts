type Entry = { count: number; until: number };

/** The acts so far in this window, which ends in `msBeforeNext` ms. */
export type Counted = { count: number; msBeforeNext: number };

/**
 * Counts acts by key in windows that begin with the first act. Holds at most `maxKeys` keys (about 200 bytes each), so that invented keys
 * can't fill the memory. When half of the keys are new, it forgets those that were not counted since the last such time. (One ordered map
 * that drops its first key each time would be quadratic in V8.)
 */
export class Counter {
  private young = new Map<string, Entry>();
  private old = new Map<string, Entry>();

  constructor(
    private readonly windowMs: number,
    private readonly maxKeys = 50_000,
  ) {}

  get size(): number {
    return this.young.size + this.old.size;
  }

  /** Adds `points`. The count never goes below zero. */
  add(key: string, points = 1): Counted {
    const entry = this.live(key) ?? { count: 0, until: Date.now() + this.windowMs };
    entry.count = Math.max(0, entry.count + points);
    this.old.delete(key);
    this.young.set(key, entry);
    if (this.young.size >= this.maxKeys / 2) {
      this.old = this.young;
      this.young = new Map();
    }
    return { count: entry.count, msBeforeNext: entry.until - Date.now() };
  }

  get(key: string): Counted | null {
    const entry = this.live(key);
    return entry && { count: entry.count, msBeforeNext: entry.until - Date.now() };
  }

  delete(key: string): void {
    this.young.delete(key);
    this.old.delete(key);
  }

  private live(key: string): Entry | null {
    const entry = this.young.get(key) ?? this.old.get(key);
    if (!entry) return null;
    if (entry.until > Date.now()) return entry;
    this.delete(key);
    return null;
  }
}
