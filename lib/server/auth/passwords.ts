import { availableParallelism } from "node:os";
import { hash, verify } from "@node-rs/argon2";
import { config } from "../config";
import { networkOf } from "../network";
import { remember } from "../remember";
import { semaphore } from "../semaphore";
import { HashQueue, type Requester } from "./hash-queue";

/**
 * OWASP's figures for argon2id (algorithm 2 in this library): 19 MiB, two passes, one lane. Runs on the thread pool, off the event loop.
 */
const options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * The threads of libuv, which hashes share with files and name look-ups. Two threads are left to those, and one core to everything else.
 */
const threadsMax = Number(process.env.UV_THREADPOOL_SIZE) || 4;
const hashesAtOnce = Math.max(1, Math.min(availableParallelism() - 1, threadsMax - 2));

/** The longest wait for a sign-in, in ms. After that people give up and proxies cut the request. */
const maxWaitMs = 60_000;

/** Lets in two more than hash at once, because an attempt also looks up its account. */
const hashQueue = () =>
  remember("auth.gate", () => new HashQueue({ atOnce: hashesAtOnce + 2, perAccount: 50, perAddress: 1000, altogether: 4000, maxWaitMs }));

const hashSlots = remember("auth.seats", () => semaphore(hashesAtOnce));

/** Runs `work` when one of the hashes is free. Everything that calls argon2 goes through here. */
async function withHashSlot<T>(work: () => Promise<T>): Promise<T> {
  const leave = await hashSlots(maxWaitMs);
  return work().finally(leave);
}

/**
 * How many failures from one address cost nothing but the hash, within the ten minutes of their rule and over all processes. After each
 * further one the address waits. That leaves ten guesses a second, of which a lecture hall behind the same address still gets its share.
 */
const pace = { freely: 300, everyMs: 100 };

/** Slows down an address after its `failures`-th wrong password. */
export function slowDown(ip: string, failures: number): void {
  if (config().rateLimits && failures > pace.freely) hashQueue().hold(networkOf(ip), pace.everyMs);
}

/** For hashes without a caller: the command line, demo data, tests. */
const ourselves = (): Requester => ({ address: "", account: crypto.randomUUID() });

const inLine = <T>({ address, account }: Requester, work: () => Promise<T>) =>
  hashQueue().run({ address: networkOf(address), account }, work);

/** A hash to compare with when there is no account, so that both answers take as long. */
const decoyHash = () => remember("auth.decoy", () => withHashSlot(() => hash(crypto.randomUUID(), options)));

/** Whether `password` matches the hash `stored`. Without a hash it takes as long and answers false. */
type Verify = (stored: string | null, password: string) => Promise<boolean>;
const check: Verify = async (stored, password) => {
  const hashed = stored ?? (await decoyHash());
  const matches = await withHashSlot(() => verify(hashed, password));
  return matches && stored !== null;
};

/**
 * Runs `work` when it is its turn to hash, with a function that verifies a password. What `work` counts is counted before the next attempt
 * on the same account from the same address begins. `who.address` is an IP address.
 * @throws AppError too_many, unavailable when the line is too long
 */
export const inTurn = <T>(who: Requester, work: (verify: Verify) => Promise<T>): Promise<T> => inLine(who, () => work(check));

/** An argon2id hash in PHC form. @throws AppError as `inTurn` */
export const hashPassword = (password: string, who: Requester | null = null): Promise<string> =>
  inLine(who ?? ourselves(), () => withHashSlot(() => hash(password, options)));

/** Verifies one password, for callers that count no failures. @throws AppError as `inTurn` */
export const verifyPassword = (stored: string | null, password: string, who = ourselves()): Promise<boolean> =>
  inTurn(who, (verify) => verify(stored, password));
