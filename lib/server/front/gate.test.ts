import { describe, expect, it } from "vitest";
import { isAppError } from "../errors";
import { createGate, type Gate, type Leave } from "./gate";

const size = { atOnce: 2, atOnceInLine: 1, waiting: 3 };
/** Asks to enter the gate. `leave` is set as soon as the visitor is in. */
function visit(gate: Gate, key: string, gone?: (giveUp: () => void) => void) {
  const visitor: { leave: Leave | null; refused: unknown } = { leave: null, refused: null };
  gate.enter(key, size, gone).then(
    (leave) => {
      visitor.leave = leave;
    },
    (error: unknown) => {
      visitor.refused = error;
    },
  );
  return visitor;
}
/** Waits for ten turns of the event loop. One visitor begins in each, and no test waits for more than ten. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
}
const isIn = (visitors: ReturnType<typeof visit>[]) => visitors.map(({ leave }) => leave !== null);

describe("the gate of requests", () => {
  it("lets one caller's requests in by twos, in their order, and others' at once", async () => {
    const gate = createGate(60_000);
    const mine = Array.from({ length: 5 }, () => visit(gate, "mine"));
    const others = ["a", "b", "c"].map((key) => visit(gate, key));

    await settled();
    expect(isIn(mine)).toEqual([true, true, false, false, false]);
    expect(isIn(others)).toEqual([true, true, true]);

    mine[1]?.leave?.();
    mine[1]?.leave?.();
    await settled();

    expect(isIn(mine)).toEqual([true, true, true, false, false]);

    for (const visitor of [...others, ...mine]) {
      visitor.leave?.();
      await settled();
    }
    for (const visitor of mine) visitor.leave?.();

    expect(gate.callers).toBe(0);
  });

  it("works on fewer of a caller whose line is long, and on more again when it is short", async () => {
    const gate = createGate(60_000);
    const narrowing = { atOnce: 4, atOnceInLine: 1, waiting: 100 };
    const leaves: (() => void)[] = [];
    let inside = 0;
    let most = 0;
    for (let n = 0; n < 30; n++)
      void gate.enter("mine", narrowing).then((leave) => {
        most = Math.max(most, ++inside);
        leaves.push(leave);
      });
    await settled();

    expect(inside).toBe(4);

    const counts: number[] = [];
    while (leaves.length > 0) {
      inside--;
      leaves.shift()?.();
      await settled();
      counts.push(inside);
    }

    // 26 wait at first. Three leave and nobody is let in, then one for each that leaves. Once eight wait, four may be inside again.
    expect(counts.slice(0, 5)).toEqual([3, 2, 1, 1, 1]);
    expect(counts.slice(-6)).toEqual([4, 4, 3, 2, 1, 0]);
    expect(most).toBe(4);
    expect(gate.callers).toBe(0);
  });

  it("leaves a place empty for the rest that is asked for while others of its caller wait, and for nobody else", async () => {
    const gate = createGate(60_000);
    const mine = Array.from({ length: 3 }, () => visit(gate, "mine"));
    await settled();
    const from = performance.now();

    mine[0]?.leave?.(60);
    mine[1]?.leave?.(60);
    const other = visit(gate, "other");
    await settled();

    expect(isIn([other])).toEqual([true]);
    expect(isIn(mine)).toEqual([true, true, false]);

    await expect.poll(() => isIn(mine)).toEqual([true, true, true]);
    expect(performance.now() - from).toBeGreaterThanOrEqual(55);

    mine[2]?.leave?.(60_000);
    other.leave?.(60_000);
    await expect.poll(() => gate.callers).toBe(0);
  });

  it("refuses who finds the line full, and says when to come again", async () => {
    const gate = createGate(60_000);
    const visitors = Array.from({ length: 6 }, () => visit(gate, "mine"));
    await settled();
    expect(visitors.map(({ refused }) => refused !== null)).toEqual([false, false, false, false, false, true]);
    expect(visitors[5]?.refused).toSatisfy((error) => isAppError(error) && error.code === "too_many" && error.retryAfter === 1);
  });

  it("lets nobody wait for ever, nor for a client that went away", async () => {
    const gate = createGate(20);
    const [first, second] = [visit(gate, "mine"), visit(gate, "mine")];
    let giveUp: () => void = () => undefined;
    const gone = visit(gate, "mine", (how) => {
      giveUp = how;
    });
    const patient = visit(gate, "mine");

    await settled();
    giveUp();
    await settled();

    expect(gone.refused).not.toBeNull();
    await expect.poll(() => patient.refused).not.toBeNull();

    first.leave?.();
    second.leave?.();
    expect(gate.callers).toBe(0);
  });
});
