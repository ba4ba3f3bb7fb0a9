import { expect, it } from "vitest";
import { isAppError } from "../errors";
import { createGate, type Gate } from "./gate";

const size = { atOnce: 2, waiting: 3 };
/** Enters, and notes when it is in and how to leave. */
function visit(gate: Gate, key: string, gone?: (giveUp: () => void) => void) {
  const visitor: { leave: (() => void) | null; refused: unknown } = { leave: null, refused: null };
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
const settled = () => new Promise((resolve) => setImmediate(resolve));
const isIn = (visitors: ReturnType<typeof visit>[]) => visitors.map(({ leave }) => leave !== null);

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
