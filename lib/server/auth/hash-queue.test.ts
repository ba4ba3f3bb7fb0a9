import { describe, expect, it, vi } from "vitest";
import { HashQueue } from "./hash-queue";

const limits = { atOnce: 2, perAccount: 50, perAddress: 1000, altogether: 4000, maxWaitMs: 60_000 };
/** A gate whose work is noted when it begins, and ends when the test calls `end`. */
function scene(given: Partial<typeof limits> = {}) {
  const gate = new HashQueue({ ...limits, ...given });
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const enter = (address: string, account: string) =>
    gate.run({ address, account }, () => {
      begun.push(`${address}/${account}`);
      return new Promise<void>((resolve) => ends.push(resolve));
    });
  const refused = (address: string, account: string) =>
    enter(address, account).then(
      () => null,
      (error: unknown) => error,
    );
  const end = async (times = 1) => {
    for (let n = 0; n < times; n++) {
      ends.shift()?.();
      await new Promise(setImmediate);
    }
  };
  return { gate, begun, enter, refused, end };
}

describe("the gate of password hashes", () => {
  it("lets so many in at once, and hands their answers and errors on", async () => {
    const { begun, enter, end, gate } = scene();
    for (const account of ["a", "b", "c"]) void enter("x", account);
    expect(begun).toEqual(["x/a", "x/b"]);

    await end();
    expect(begun).toEqual(["x/a", "x/b", "x/c"]);

    await end(2);
    expect(await gate.run({ address: "x", account: "a" }, async () => 42)).toBe(42);
    await expect(gate.run({ address: "x", account: "a" }, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  });

  it("gives addresses their turns, and behind one address its accounts, however much one of them asks", async () => {
    const { begun, enter, end } = scene({ atOnce: 1 });
    for (let n = 0; n < 5; n++) void enter("hall", "flood");
    void enter("hall", "mina");
    void enter("home", "jane");
    await end(7);
    expect(begun.slice(0, 5)).toEqual(["hall/flood", "hall/flood", "home/jane", "hall/mina", "hall/flood"]);
  });

  it("does one thing at a time for one account from one address", async () => {
    const { begun, enter, end } = scene({ atOnce: 3 });
    void enter("x", "a");
    void enter("x", "a");
    void enter("y", "a");

    expect(begun).toEqual(["x/a", "y/a"]);

    await end();
    expect(begun).toEqual(["x/a", "y/a", "x/a"]);
  });

  it("lets an address that is held wait, and nobody else", async () => {
    const { begun, enter, gate, end } = scene({ atOnce: 1 });
    gate.hold("x", 100);
    void enter("x", "a");
    void enter("y", "b");

    expect(begun).toEqual(["y/b"]);

    await end();
    expect(begun).toEqual(["y/b"]);
    await expect.poll(() => begun).toEqual(["y/b", "x/a"]);
  });

  it("refuses who would wait behind too many: their own fault is 429, everybody's is 503", async () => {
    const { enter, refused } = scene({ atOnce: 1, perAccount: 2, perAddress: 3, altogether: 4 });
    void enter("x", "busy");
    for (const account of ["a", "a"]) void enter("x", account);

    expect(await refused("x", "a")).toMatchObject({ code: "too_many", retryAfter: 5 });

    void enter("x", "b");
    expect(await refused("x", "c")).toMatchObject({ code: "too_many" });

    void enter("y", "d");
    expect(await refused("z", "e")).toMatchObject({ code: "unavailable", retryAfter: 5 });
  });

  it("tells who has waited too long to come again", async () => {
    const { enter, refused, end, begun } = scene({ atOnce: 1, maxWaitMs: 20 });
    const now = vi.spyOn(Date, "now").mockReturnValue(0);
    void enter("x", "a");
    const late = refused("x", "b");
    now.mockReturnValue(21);
    await end();

    expect(await late).toMatchObject({ code: "unavailable" });
    expect(begun).toEqual(["x/a"]);
  });
});
