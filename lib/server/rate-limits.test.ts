import { afterEach, describe, expect, it, vi } from "vitest";
import { ownRedis } from "#lib/testing/redis.ts";
import { log } from "./log";
import { attempt, consume, count } from "./rate-limits";
import { closeRedis, openRedis } from "./redis/open";

const key = () => crypto.randomUUID();
afterEach(closeRedis);

describe("an attempt", () => {
  it("counts as a failure until it succeeds, and for nothing when it could not be made", async () => {
    const me = key();
    const tries: number[] = [];
    const fail = async (n: number) => {
      tries.push(n);
      return null;
    };

    for (let n = 0; n < 9; n++) await attempt("loginFailure", me, fail);
    await expect(attempt("loginFailure", me, () => Promise.reject(new Error("away")))).rejects.toThrow("away");

    await attempt("loginFailure", me, fail);
    expect(tries).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    await expect(attempt("loginFailure", me, fail)).rejects.toMatchObject({ code: "too_many" });

    const other = key();
    await attempt("loginFailure", other, fail);
    expect(await attempt("loginFailure", other, async () => "in")).toBe("in");
    expect((await count("loginFailure", other)).count).toBe(1);
  });
});

describe("a count", () => {
  it("by address takes an IPv6 network for one", async () => {
    await count("tokenFailure", "2001:db8:9:9::1");
    expect((await count("tokenFailure", "2001:db8:9:9:8::2")).count).toBe(2);
  });

  it("tells long keys apart", async () => {
    const [one, other] = [`${"x".repeat(900)}1`, `${"x".repeat(900)}2`];
    await consume("loginFailure", one);
    expect(await consume("loginFailure", other)).toBe(1);
  });
});

const redis = await ownRedis();
describe.skipIf(!redis)("a process with a Redis that is late", () => {
  it("refuses by all that it has seen, and says so once", async () => {
    if (!redis) throw new Error("no Redis");

    try {
      await openRedis(redis.url);
      const warn = vi.spyOn(log, "warn");
      const me = key();
      for (let n = 0; n < 6; n++) await consume("codeFailure", me);
      expect(warn).not.toHaveBeenCalled();
      redis.freeze();
      for (let n = 0; n < 4; n++) await consume("codeFailure", me);
      await expect(consume("codeFailure", me)).rejects.toMatchObject({ code: "too_many" });
      const said = warn.mock.calls.filter(([, text]) => String(text).startsWith("Redis is late"));
      expect(said).toHaveLength(1);
    } finally {
      redis.thaw();
      closeRedis();
      await redis.stop();
    }
  });
});
