import { AppError } from "../errors";

/** The address and account of a piece of work. Turns are fair between addresses and, behind one address, between accounts. */
export type Requester = { address: string; account: string };

type Waiting = { since: number; start: () => Promise<void>; refuse: (error: Error) => void };
type Line = { accounts: Map<string, Waiting[]>; waiting: number };

export type HashQueueLimits = {
  /** How many pieces of work may run at the same time. */
  atOnce: number;
  /** How many may wait: on one account from one address, from one address, and altogether. */
  perAccount: number;
  perAddress: number;
  altogether: number;
  /** The longest wait before work is refused, in ms. */
  maxWaitMs: number;
};

/**
 * Lets in as many pieces of work as may run at once; the others wait in line. Addresses take turns, and so do the accounts behind each
 * address. An account of an address runs one at a time. So one person's flood does not hold up the others at the same address, and guesses
 * on one account come one after the other.
 */
export class HashQueue {
  /** The waiting work by address, in the order of their turns, and likewise by account. */
  private readonly lines = new Map<string, Line>();
  private readonly heldUntil = new Map<string, number>();
  private readonly busy = new Set<string>();
  private waiting = 0;
  private wake: NodeJS.Timeout | undefined;

  constructor(private readonly limits: HashQueueLimits) {}

  /**
   * Does `work` when it is its turn.
   * @throws AppError too_many when too many wait for the same account or address, unavailable when the line is full or took too long
   */
  run<T>(who: Requester, work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const refusal = this.refusal(who);
      if (refusal) return reject(refusal);
      this.enter(who, { since: Date.now(), refuse: reject, start: () => work().then(resolve, reject) });
      this.next();
    });
  }

  /** Makes the next piece of work from this address begin `ms` later. */
  hold(address: string, ms: number): void {
    const now = Date.now();
    for (const [other, until] of this.heldUntil) if (until <= now) this.heldUntil.delete(other);
    this.heldUntil.set(address, Math.max(now, this.heldUntil.get(address) ?? 0) + ms);
  }

  private refusal({ address, account }: Requester): AppError | null {
    const line = this.lines.get(address);
    if ((line?.accounts.get(account)?.length ?? 0) >= this.limits.perAccount || (line?.waiting ?? 0) >= this.limits.perAddress)
      return new AppError("too_many", "Too many sign-ins at once: try again in 5 s", { retryAfter: 5 });
    return this.waiting >= this.limits.altogether ? full() : null;
  }

  private enter({ address, account }: Requester, one: Waiting): void {
    const line = this.lines.get(address) ?? { accounts: new Map<string, Waiting[]>(), waiting: 0 };
    this.lines.set(address, line);
    const mine = line.accounts.get(account) ?? [];
    line.accounts.set(account, mine);
    mine.push(one);
    line.waiting++;
    this.waiting++;
  }

  private next(): void {
    while (this.busy.size < this.limits.atOnce) {
      const found = this.find();
      if (!found) {
        this.sleep();
        return;
      }
      const { key, one } = found;
      if (Date.now() - one.since > this.limits.maxWaitMs) one.refuse(full());
      else {
        this.busy.add(key);
        void one.start().finally(() => {
          this.busy.delete(key);
          this.next();
        });
      }
    }
  }

  /** Takes the next piece of work out of the line. Its address and account go to the end of theirs. */
  private find(): { key: string; one: Waiting } | null {
    for (const [address, line] of this.lines) {
      if ((this.heldUntil.get(address) ?? 0) > Date.now()) continue;
      for (const [account, mine] of line.accounts) {
        const key = `${address} ${account}`;
        if (this.busy.has(key)) continue;
        const [one] = mine.splice(0, 1);
        line.accounts.delete(account);
        if (mine.length > 0) line.accounts.set(account, mine);
        line.waiting--;
        this.waiting--;
        this.lines.delete(address);
        if (line.waiting > 0) this.lines.set(address, line);
        if (one) return { key, one };
      }
    }
    return null;
  }

  /** Waits for the end of the first hold. Without one, the next work that ends goes on from here. */
  private sleep(): void {
    const ends = [...this.lines.keys()].flatMap((address) => this.heldUntil.get(address) ?? []);
    if (ends.length === 0) return;
    clearTimeout(this.wake);
    this.wake = setTimeout(() => this.next(), Math.max(1, Math.min(...ends) - Date.now()));
  }
}

const full = () => new AppError("unavailable", "The server is busy: try again in 5 s", { retryAfter: 5 });
