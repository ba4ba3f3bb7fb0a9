import { describe, expect, it } from "vitest";
import { createTransferRate } from "./transfer-rate";

describe("a transfer rate", () => {
  it("tells bytes a second of the last seconds alone, and nothing before it knows", () => {
    const rate = createTransferRate();
    rate.add(0, 0);
    rate.add(500, 5000);

    expect(rate.perSecond()).toBeNull();

    rate.add(2000, 20_000);
    expect(rate.perSecond()).toBe(10_000);

    // From here on it is ten times slower. What is older than the window no longer counts.
    for (let second = 3; second <= 12; second++) rate.add(second * 1000, 20_000 + (second - 2) * 1000);
    expect(rate.perSecond()).toBe(1000);
  });

  it("starts anew when the transfer goes back to an earlier place", () => {
    const rate = createTransferRate();
    rate.add(0, 0);
    rate.add(2000, 50_000);
    rate.add(3000, 10_000);

    expect(rate.perSecond()).toBeNull();

    rate.add(5000, 30_000);
    expect(rate.perSecond()).toBe(10_000);
  });
});
