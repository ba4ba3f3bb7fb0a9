import { describe, expect, it } from "vitest";
import { createToastPlan } from "./toast-plan";

describe("a plan of toasts", () => {
  it("shows up to three one by one, and more within 2 s as one", () => {
    const plan = createToastPlan();

    expect(["a", "b", "c"].map((id, index) => plan.add(id, index * 100))).toEqual([
      { close: [], one: "a" },
      { close: [], one: "b" },
      { close: [], one: "c" },
    ]);
    expect(plan.add("d", 400)).toEqual({ close: ["a", "b", "c"], burst: 4 });
    expect(plan.add("e", 9000)).toEqual({ close: [], burst: 5 });
  });

  it("shows four in their own time one by one", () => {
    const plan = createToastPlan();
    for (const [index, id] of ["a", "b", "c", "d"].entries()) expect(plan.add(id, index * 1000)).toEqual({ close: [], one: id });
  });

  it("lets no more than four stand, however long they do", () => {
    const plan = createToastPlan();
    for (const [index, id] of ["a", "b", "c", "d"].entries()) plan.add(id, index * 60_000);
    expect(plan.add("e", 300_000)).toEqual({ close: ["a", "b", "c", "d"], burst: 5 });
    expect(plan.alone()).toEqual([]);
  });

  it("takes back what was read, from the burst too", () => {
    const plan = createToastPlan();
    plan.add("a", 0);
    expect(plan.settle(["a", "unknown"])).toEqual({ close: ["a"] });

    for (const id of ["b", "c", "d", "e"]) plan.add(id, 5000);
    // Toasts that were merged into the burst are closed. That removes none of its notifications.
    plan.closed("b");

    expect(plan.settle(["b"])).toEqual({ close: [], burst: 3 });
    expect(plan.settle(["c", "d", "e"])).toEqual({ close: [], burst: 0 });
    expect(plan.ids()).toEqual([]);
  });

  it("begins anew after the burst was closed", () => {
    const plan = createToastPlan();
    for (const id of ["a", "b", "c", "d"]) plan.add(id, 0);
    plan.closed();
    expect(plan.add("e", 5000)).toEqual({ close: [], one: "e" });
  });
});
