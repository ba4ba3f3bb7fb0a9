import { v7 as uuid } from "uuid";
import { describe, expect, it } from "vitest";
import { limits } from "./limits";
import { inboxThreadsQuery, readBody, unreadBody } from "./notifications";

const ids = (count: number) => Array.from({ length: count }, () => uuid());

describe("a look-up of threads", () => {
  it("names a hundred at most", () => {
    const ask = (text: string) => inboxThreadsQuery.safeParse({ ids: text });
    expect(ask(ids(limits.idsMax).join()).data?.ids).toHaveLength(limits.idsMax);
    for (const text of [ids(limits.idsMax + 1).join(), ",".repeat(limits.idsMax), "x".repeat(1_000_000)])
      expect(ask(text).success).toBe(false);
  });
});

describe("a mark", () => {
  it("names a hundred notifications at most", () => {
    const marks = (count: number) => [readBody, unreadBody].map((body) => body.safeParse({ ids: ids(count) }).success);
    expect([0, limits.idsMax, limits.idsMax + 1].map(marks)).toEqual([
      [false, false],
      [true, true],
      [false, false],
    ]);
  });
});
