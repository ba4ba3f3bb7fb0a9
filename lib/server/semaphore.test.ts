import { describe, expect, it } from "vitest";
import { semaphore } from "./semaphore";

describe("semaphore", () => {
  it("lets so many in, the others in their order, and sends away who has waited too long", async () => {
    const enter = semaphore(1);
    const leave = await enter(1000);
    const order: string[] = [];
    const one = enter(1000).then((out) => {
      order.push("one");
      return out;
    });
    const late = enter(20);
    const two = enter(1000).then((out) => {
      order.push("two");
      return out;
    });

    await expect(late).rejects.toMatchObject({ code: "unavailable", retryAfter: expect.any(Number) });
    expect(order).toEqual([]);

    leave();
    (await one)();
    (await two)();

    expect(order).toEqual(["one", "two"]);
  });
});
