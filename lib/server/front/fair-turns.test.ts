import { EventEmitter } from "node:events";
import { describe, expect, it } from "vitest";
import { createFairTurns, watchConnections } from "./fair-turns";

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("turns of the event loop", () => {
  it("cost no pause when nobody else begins", async () => {
    const turns = createFairTurns();

    expect(turns.take("a")).toBeUndefined();
    await turn();
    expect(turns.take("a")).toBeUndefined();
  });

  it("begin one piece of work each, and go round between keys", async () => {
    const turns = createFairTurns();
    const begun: string[] = [];
    const take = (key: string, name: string) => void (turns.take(key) ?? Promise.resolve()).then(() => begun.push(name));

    for (let n = 0; n < 4; n++) take("flood", `flood ${n}`);
    take("other", "other");
    expect(turns.waitingFor("flood")).toBe(3);
    const perTurn: number[] = [];
    for (let last = 0; begun.length < 5; last = begun.length) {
      await turn();
      perTurn.push(begun.length - last);
    }

    expect(begun).toEqual(["flood 0", "flood 1", "other", "flood 2", "flood 3"]);
    // In the first turn another one begins, which did not wait.
    expect(perTurn.slice(1).every((count) => count <= 1)).toBe(true);
    expect(turns.waitingFor("flood")).toBe(0);
  });

  it("come for all others while a thousand wait under one key", async () => {
    const turns = createFairTurns();
    let flooded = 0;
    for (let n = 0; n < 1000; n++) void (turns.take("flood") ?? Promise.resolve()).then(() => flooded++);

    await turns.take("other");

    expect(flooded).toBeLessThanOrEqual(3);
  });
});

describe("connections that come in", () => {
  it("go first, up to sixteen for each piece of work", async () => {
    const server = new EventEmitter();
    watchConnections(server);
    const turns = createFairTurns();
    let begun = 0;
    for (let n = 0; n < 5; n++) void (turns.take("flood") ?? Promise.resolve()).then(() => begun++);

    const begunAfter: number[] = [];
    for (let n = 0; n < 40; n++) {
      server.emit("connection");
      await turn();
      begunAfter.push(begun);
    }
    // The first piece did not wait. The others get one turn in seventeen.
    expect(begunAfter.at(-1)).toBe(3);

    for (let n = 0; n < 5; n++) await turn();
    expect(begun).toBe(5);
  });
});
