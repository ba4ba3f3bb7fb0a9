import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { inImportTurn } from "./import-turn";

const key = () => crypto.randomUUID();

describe("inImportTurn", () => {
  it("reads one file at a time, and others' before the second of anybody", async () => {
    const [one, other] = [key(), key()];
    let [reading, most] = [0, 0];
    const order: string[] = [];
    const read = (who: string, name: string) =>
      inImportTurn(who, async () => {
        most = Math.max(most, ++reading);
        await sleep(5);
        reading--;
        order.push(name);
      });

    await Promise.all([read(one, "first"), read(one, "second"), read(one, "third"), read(other, "another's")]);
    expect(most).toBe(1);
    expect(order).toEqual(["first", "another's", "second", "third"]);
  });

  it("reads sixty files of a person in ten minutes", async () => {
    const [one, other] = [key(), key()];
    for (let n = 0; n < 60; n++) expect(await inImportTurn(one, async () => n)).toBe(n);

    let isRead = false;
    const next = inImportTurn(one, async () => {
      isRead = true;
    });

    await expect(next).rejects.toMatchObject({ code: "too_many", retryAfter: expect.any(Number) });
    expect(isRead).toBe(false);
    expect(await inImportTurn(other, async () => "read")).toBe("read");
  });
});
