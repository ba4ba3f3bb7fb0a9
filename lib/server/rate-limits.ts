import { createHash } from "node:crypto";
import { RateLimiterRedis, type RateLimiterRes } from "rate-limiter-flexible";
import { config } from "./config";
import { Counter } from "./counter";
import { AppError } from "./errors";
import { log } from "./log";
import { metrics } from "./metrics";
import { networkOf } from "./network";
import { redis } from "./redis/client";
import { remember } from "./remember";

/**
 * The rate limits: points per `duration` seconds. The contract promises a signed-in person 60 posts, 300 reads and 300 socket events a
 * minute, so no figure here is below that. `byNetwork`: the key is an IP address (networkOf).
 */
const rules = {
  write: { points: 120, duration: 60 },
  read: { points: 600, duration: 60 },
  /** Calls that answer up to `limits.answersPerCall` questions each. */
  answers: { points: 30, duration: 60 },
  /** Parts of uploads. */
  upload: { points: 3000, duration: 60 },
  /** Pictures for messages. Each keeps a processor for half a second. */
  picture: { points: 60, duration: 10 * 60 },
  socketEvent: { points: 600, duration: 60 },
  /** Failed sign-ins on one account from one address. */
  loginFailure: { points: 10, duration: 5 * 60 },
  /** Failed sign-ins on one account from all addresses that it was never signed in from. Only such addresses are refused. */
  accountFailure: { points: 100, duration: 3600 },
  /**
   * Failed sign-ins from one address. High, because a lecture hall shares an address, and someone who guesses there must not lock the
   * others out. Guesses are slowed down long before (auth/passwords.ts); this ends what goes on for minutes.
   */
  addressFailure: { points: 3000, duration: 10 * 60, byNetwork: true },
  /** Wrong enrolment codes of one person. */
  codeFailure: { points: 10, duration: 5 * 60 },
  /** Wrong passwords of a signed-in person who proves once more who they are. */
  passwordFailure: { points: 10, duration: 5 * 60 },
  /** Two-factor codes of one account: from one address, and from everywhere. A right one is taken off the count. */
  codeGuessFrom: { points: 10, duration: 5 * 60 },
  codeGuess: { points: 30, duration: 6 * 3600 },
  /**
   * Links that anyone may ask for by email, to choose a password or to confirm: for one email address, with or without an account.
   * `mailFrom` counts by network address.
   */
  forgotten: { points: 3, duration: 3600 },
  forgottenFrom: { points: 60, duration: 60, byNetwork: true },
  /** Unknown refresh tokens and one-time links from one address. Good ones are never counted, nor refused for the others. */
  tokenFailure: { points: 600, duration: 60, byNetwork: true },
  /** Sign-ups from one address: a lecture hall in its first minutes. */
  signUp: { points: 60, duration: 60, byNetwork: true },
  /**
   * Pages of one person, and pages without a session from one address: a lecture hall that opens the sign-in, each page with what it links
   * to.
   */
  page: { points: 600, duration: 60 },
  pageFrom: { points: 6000, duration: 60, byNetwork: true },
  /** Files of people that one lecturer or admin imports or previews. */
  importFile: { points: 60, duration: 600 },
  /** Addresses that one person adds to a course's staff. Because the answer says whether there is an account. */
  staffLookUp: { points: 60, duration: 3600 },
  /** Exports of one person's data. */
  dataExport: { points: 6, duration: 3600 },
  /** Test emails of one admin, to themselves. */
  testMail: { points: 5, duration: 60 },
  /** Emails to any address that people at one network address caused. */
  mailFrom: { points: 600, duration: 3600, byNetwork: true },
  /**
   * What all unconfirmed people of one network address may do together, in addition to each person's own limits. Because an account costs
   * them nothing. Wide enough for a hall that has just signed up. `unconfirmedPost` is questions and replies.
   */
  unconfirmedRead: { points: 6000, duration: 60, byNetwork: true },
  unconfirmedWrite: { points: 1200, duration: 60, byNetwork: true },
  unconfirmedPost: { points: 240, duration: 60, byNetwork: true },
  unconfirmedEvent: { points: 6000, duration: 60, byNetwork: true },
  unconfirmedPicture: { points: 120, duration: 10 * 60, byNetwork: true },
  unconfirmedCode: { points: 60, duration: 5 * 60, byNetwork: true },
} as const;
export type Rule = keyof typeof rules;
type Spec = { points: number; duration: number; byNetwork?: boolean };
const specOf = (rule: Rule): Spec => rules[rule];

/** The count so far, and how long the window goes on. The rule is exceeded when `count` is more than its points. */
type State = { count: number; msBeforeNext: number };

/** The longest key, in characters. Longer ones (an address may have 1,000) are hashed. */
const keyMax = 64;

function keyOf(rule: Rule, consumer: string): string {
  const key = specOf(rule).byNetwork ? networkOf(consumer) : consumer;
  return key.length <= keyMax ? key : createHash("sha256").update(key).digest("base64url");
}

/** The count of this process, kept with Redis as well, so that it is complete when Redis is lost. */
const localCounter = (rule: Rule) => remember(`limit.${rule}`, () => new Counter(rules[rule].duration * 1000));

/** The count of all processes; null without Redis. */
const sharedLimiter = (rule: Rule) =>
  remember(`limit.everywhere.${rule}`, () => {
    const client = redis();
    const { points, duration } = specOf(rule);
    const shared = client && {
      limiter: new RateLimiterRedis({
        storeClient: client.store,
        useRedisPackage: true,
        keyPrefix: `handraise:limit:${rule}`,
        points,
        duration,
      }),
    };
    return { shared };
  }).shared?.limiter;

const warned = remember("limit.told", () => ({ at: 0 }));

/** Asks Redis. Null while it is away or late: the process then uses its own count, and nobody waits. */
async function ask(rule: Rule, asking: (limiter: RateLimiterRedis) => Promise<unknown>): Promise<State | null> {
  const limiter = sharedLimiter(rule);
  if (!limiter) return null;
  try {
    return stateOf(await asking(limiter));
  } catch (thrown) {
    if (isAnswer(thrown)) return stateOf(thrown);
    if (Date.now() - warned.at >= 60_000) {
      warned.at = Date.now();
      log.warn({ err: thrown, rule }, "Redis is late: limits are counted by each process alone for now");
    }
    return null;
  }
}

/** Recognised by its fields, because class identity does not survive two module graphs. */
const isAnswer = (value: unknown): value is RateLimiterRes => typeof value === "object" && value !== null && "consumedPoints" in value;
const stateOf = (answer: unknown): State | null =>
  isAnswer(answer) ? { count: answer.consumedPoints, msBeforeNext: answer.msBeforeNext } : null;

const higher = (one: State, other: State | null): State => (other && other.count >= one.count ? other : one);

function tooMany(rule: Rule, state: State): AppError {
  metrics().refusedTotal.inc({ limit: rule });
  const retryAfter = Math.max(1, Math.ceil(state.msBeforeNext / 1000));
  return new AppError("too_many", `Too many requests: try again in ${retryAfter} s`, { retryAfter });
}

/** Counts one act and refuses none. @returns the acts in this window, this one included */
export async function count(rule: Rule, consumer: string): Promise<State> {
  if (!config().rateLimits) return { count: 1, msBeforeNext: 0 };
  const key = keyOf(rule, consumer);
  const mine = localCounter(rule).add(key);
  return higher(mine, await ask(rule, (limiter) => limiter.consume(key)));
}

/**
 * Counts one act.
 * @returns the acts in this window, this one included
 * @throws AppError too_many when there were more than the rule allows
 */
export async function consume(rule: Rule, key: string): Promise<number> {
  const state = await count(rule, key);
  if (state.count > rules[rule].points) throw tooMany(rule, state);
  return state.count;
}

/** @throws AppError too_many when the rule is used up already; counts nothing */
export async function assertAvailable(rule: Rule, consumer: string): Promise<void> {
  if (!config().rateLimits) return;
  const key = keyOf(rule, consumer);
  const mine = localCounter(rule).get(key);
  const spent = (state: State | null): state is State => state !== null && state.count >= rules[rule].points;
  if (spent(mine)) throw tooMany(rule, mine);
  const all = await ask(rule, (limiter) => limiter.get(key));
  if (spent(all)) throw tooMany(rule, all);
}

/** Takes `points` off the count. */
export async function refund(rule: Rule, consumer: string, points: number): Promise<void> {
  if (points === 0) return;
  const key = keyOf(rule, consumer);
  localCounter(rule).add(key, -points);
  await ask(rule, (limiter) => limiter.reward(key, points));
}

/** Sets the count to zero, after a success. */
export async function resetLimit(rule: Rule, consumer: string): Promise<void> {
  const key = keyOf(rule, consumer);
  localCounter(rule).delete(key);
  await ask(rule, (limiter) => limiter.delete(key));
}

/**
 * Counts an attempt to prove something (a password, a code) as a failure until `work` has succeeded, so that simultaneous attempts are
 * counted like any others. A success then forgets all failures. An attempt that could not be made, because `work` threw, does not count.
 * @param work gets the number of attempts with this one, and answers null for a failure
 * @throws AppError too_many before `work` begins
 */
export async function attempt<T>(rule: Rule, key: string, work: (tries: number) => Promise<T | null>): Promise<T | null> {
  const tries = await consume(rule, key);
  const proven = await work(tries).catch(async (error: unknown) => {
    await refund(rule, key, 1);
    throw error;
  });
  if (proven !== null) await resetLimit(rule, key);
  return proven;
}
