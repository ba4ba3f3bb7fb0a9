/** How many answers there were of each status; 0 is none at all: the connection was cut, or nothing came in time. */
export class Tally {
  readonly counts: Record<string, number> = {};
  /** How long each took that was told with its time and not refused for being one too many, in ms. */
  readonly times: number[] = [];
  /** The largest answer that was told with its size, in bytes. */
  largest = 0;
  /** The most that was taken of one request, in bytes. */
  taken = 0;

  add(status: number, { ms, bytes = 0, sent = 0 }: { ms?: number; bytes?: number; sent?: number } = {}): void {
    this.counts[status] = (this.counts[status] ?? 0) + 1;
    if (ms !== undefined && status !== 429) this.times.push(ms);
    this.largest = Math.max(this.largest, bytes);
    this.taken = Math.max(this.taken, sent);
  }

  of(...statuses: number[]): number {
    return statuses.reduce((sum, status) => sum + (this.counts[status] ?? 0), 0);
  }

  get total(): number {
    return Object.values(this.counts).reduce((sum, count) => sum + count, 0);
  }

  /** Answers that say something went wrong which nobody foresaw: 5xx, but for 503. */
  get broken(): number {
    return Object.entries(this.counts).reduce((sum, [status, count]) => sum + (Number(status) >= 500 && status !== "503" ? count : 0), 0);
  }

  toString(): string {
    return Object.entries(this.counts)
      .map(([status, count]) => `${count} × ${status === "0" ? "no answer" : status}`)
      .join(", ");
  }
}

/** Does `act` for each of these, `width` at a time. */
export async function each<Item>(items: Iterable<Item>, width: number, act: (item: Item) => Promise<void>): Promise<void> {
  const iterator = items[Symbol.iterator]();
  const worker = async () => {
    for (let next = iterator.next(); !next.done; next = iterator.next()) await act(next.value);
  };
  await Promise.all(Array.from({ length: width }, worker));
}

/** 0 … n - 1. */
export const range = (n: number): number[] => Array.from({ length: n }, (_, index) => index);
