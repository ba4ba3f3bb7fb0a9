import { describe, expect, it } from "vitest";
import { noteServerDate, onServerTime, serverNow } from "./server-time";

const header = (ms: number) => new Date(ms).toUTCString();
const difference = () => Math.round((serverNow() - Date.now()) / 1000);

describe("serverNow", () => {
  it("goes by the server's clock once an answer has told it, and tells who shows times", () => {
    let told = 0;
    const stop = onServerTime(() => told++);
    const now = Date.now();

    noteServerDate(header(now), now - 50, now);
    noteServerDate(null, now, now);
    noteServerDate("soon", now, now);

    expect([difference(), told]).toEqual([0, 0]);

    noteServerDate(header(now - 7_200_000), now - 100, now);
    expect(Math.abs(difference() + 7200)).toBeLessThanOrEqual(1);

    // An answer that took 20 s says too little about the server's clock.
    noteServerDate(header(now), now - 20_000, now);
    expect(told).toBe(1);

    noteServerDate(header(now), now, now);
    expect([difference(), told]).toEqual([0, 2]);

    stop();
  });
});
