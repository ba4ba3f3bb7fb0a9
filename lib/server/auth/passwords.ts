import { availableParallelism } from "node:os";
import { hash, verify } from "@node-rs/argon2";
import { config } from "../config";
import { networkOf } from "../network";
import { remember } from "../remember";
import { semaphore } from "../semaphore";
import { Gate, type Who } from "./gate";

/** OWASP's figures for argon2id (algorithm 2 in this library): 19 MiB, two passes, one lane. Runs on the thread pool, off the event loop. */
const options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** libuv's threads, which hashes share with files and names. Two of them are left to those, and one core to everything else. */
const threads = Number(process.env.UV_THREADPOOL_SIZE) || 4;
const hashesAtOnce = Math.max(1, Math.min(availableParallelism() - 1, threads - 2));

/** In ms: longer waits nobody for a sign-in, and proxies cut it off. */
const maxWaitMs = 60_000;

/** Some more than hash have their turn: they look up the account meanwhile. */
const gate = () =>
  remember("auth.gate", () => new Gate({ atOnce: hashesAtOnce + 2, perAccount: 50, perAddress: 1000, altogether: 4000, maxWaitMs }));

const seats = remember("auth.seats", () => semaphore(hashesAtOnce));

/** The one way to argon2. */
async function seated<T>(work: () => Promise<T>): Promise<T> {
  const leave = await seats(maxWaitMs);
  return work().finally(leave);
}

/**
 * So many failures from one address, within the ten minutes of their rule and on all processes together, cost nothing but the hash. After each one
 * beyond them the address waits: ten guesses a second, of which a lecture hall behind the same address still gets its share.
 */
const pace = { freely: 300, everyMs: 100 };

/** After the `failures`-th wrong password from `ip`: slows down who sends nothing else. */
export function slowDown(ip: string, failures: number): void {
  if (config().rateLimits && failures > pace.freely) gate().hold(networkOf(ip), pace.everyMs);
}

/** Who hashes on behalf of nobody: the command line, demo data, tests. */
const ourselves = (): Who => ({ address: "", account: crypto.randomUUID() });

const inLine = <T>({ address, account }: Who, work: () => Promise<T>) => gate().run({ address: networkOf(address), account }, work);

/** Something to compare with when there is no account, so that both answers take as long. */
const decoy = () => remember("auth.decoy", () => seated(() => hash(crypto.randomUUID(), options)));

/** True when `password` is the one behind `stored`. With no `stored` hash it takes as long and is false. */
type Verify = (stored: string | null, password: string) => Promise<boolean>;
const check: Verify = async (stored, password) => {
  const hashed = stored ?? (await decoy());
  const matches = await seated(() => verify(hashed, password));
  return matches && stored !== null;
};

/**
 * Does `work` when it is its turn to hash; it gets what verifies a password. At most as many hashes as cores run at a time, and what `work`
 * counts is counted before the next attempt on the same account from the same address begins. `who.address` is an IP address.
 * @throws AppError too_many, unavailable when the line is too long
 */
export const inTurn = <T>(who: Who, work: (verify: Verify) => Promise<T>): Promise<T> => inLine(who, () => work(check));

/** An argon2id hash in PHC form. @throws AppError as `inTurn` */
export const hashPassword = (password: string, who: Who | null = null): Promise<string> =>
  inLine(who ?? ourselves(), () => seated(() => hash(password, options)));

/** One check by itself, for who counts no failures. @throws AppError as `inTurn` */
export const verifyPassword = (stored: string | null, password: string, who = ourselves()): Promise<boolean> =>
  inTurn(who, (verify) => verify(stored, password));
