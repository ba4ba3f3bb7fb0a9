import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, type RateLimiterRes } from "rate-limiter-flexible";
import { config } from "./config";
import { AppError } from "./errors";
import { redis } from "./redis/client";
import { remember } from "./remember";

/**
 * How much is too much. Points per `duration` seconds; the contract promises a signed-in person 60 posts, 300 reads and 300 socket
 * events a minute, so every figure here lies above what it promises.
 */
const rules = {
  write: { points: 120, duration: 60 },
  read: { points: 600, duration: 60 },
  /** Parts of files on their way up. */
  upload: { points: 3000, duration: 60 },
  socketEvent: { points: 600, duration: 60 },
  /** Failed sign-ins on one account from one address. */
  loginFailure: { points: 10, duration: 5 * 60 },
  /** Wrong enrolment codes of one person. */
  codeFailure: { points: 10, duration: 5 * 60 },
  /** Wrong passwords of someone who is signed in and proves once more who they are. */
  passwordFailure: { points: 10, duration: 5 * 60 },
  /** Links asked for by mail: for one address, whether it has an account or not, and from one address of the network. */
  forgotten: { points: 3, duration: 3600 },
  forgottenFrom: { points: 60, duration: 60 },
  /** Failures of one address: a lecture hall sits behind it. */
  addressFailure: { points: 300, duration: 60 },
  /** Pages of one person, and of those who are not signed in at one address: a lecture hall that opens the sign-in, each page with what it links to. */
  page: { points: 600, duration: 60 },
  pageFrom: { points: 6000, duration: 60 },
} as const;
export type Rule = keyof typeof rules;

const limiter = (rule: Rule) => remember(`limit.${rule}`, () => makeLimiter(rule));

/** Counts here, or, with Redis, for all processes together; while Redis is away each process counts by itself, and nobody waits. */
export function makeLimiter(rule: Rule): RateLimiterAbstract {
  const here = new RateLimiterMemory({ keyPrefix: rule, ...rules[rule] });
  const held = redis();
  if (!held) return here;
  return new RateLimiterRedis({
    storeClient: held.store,
    useRedisPackage: true,
    keyPrefix: `handraise:limit:${rule}`,
    insuranceLimiter: here,
    ...rules[rule],
  });
}

const tooMany = (state: RateLimiterRes) => {
  const retryAfter = Math.max(1, Math.ceil(state.msBeforeNext / 1000));
  return new AppError("too_many", `Too many requests: try again in ${retryAfter} s`, { retryAfter });
};

/** Counts one act. @throws AppError too_many when there were more than the rule allows. */
export async function spend(rule: Rule, key: string): Promise<void> {
  if (!config().rateLimits) return;
  const state = await limiter(rule)
    .consume(key)
    .then(
      () => null,
      (refused: RateLimiterRes) => refused,
    );
  if (state) throw tooMany(state);
}

/** @throws AppError too_many when the rule is used up already; counts nothing. */
export async function refuseIfSpent(rule: Rule, key: string): Promise<void> {
  if (!config().rateLimits) return;
  const state = await limiter(rule).get(key);
  if (state && state.consumedPoints >= rules[rule].points) throw tooMany(state);
}

/** Forgets what was counted, after a success. */
export async function forgive(rule: Rule, key: string): Promise<void> {
  await limiter(rule).delete(key);
}
