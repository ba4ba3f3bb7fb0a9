import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { inImportTurn } from "./import-turn";

const key = () => crypto.randomUUID();

it("reads one file of a person at a time, and those of others meanwhile", async () => {
  const [one, other] = [key(), key()];
  let most = 0;
  const reading = { [one]: 0, [other]: 0 };
  const order: string[] = [];
  const read = (who: string, name: string) =>
    inImportTurn(who, async () => {
      reading[who] = (reading[who] ?? 0) + 1;
      most = Math.max(most, reading[who]);
      await sleep(who === one ? 40 : 0);
      reading[who]--;
      order.push(name);
    });
  await Promise.all([read(one, "first"), read(one, "second"), read(one, "third"), read(other, "another's")]);
  expect(most).toBe(1);
  expect(order).toEqual(["another's", "first", "second", "third"]);
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
