import { v7 as uuid } from "uuid";
import { describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { config } from "../config";
import { db } from "../db/client";
import { pruneAudit } from "./prune-audit";

useTestDatabase();

describe("pruneAudit", () => {
  it("keeps the log for as long as AUDIT_KEEP says, and lets go of what is older, however much it is", async () => {
    const now = new Date();
    const minutesFromTheEnd = [...Array.from({ length: 2100 }, (_, n) => -1 - n), 1, 60];

    await db().auditEntry.createMany({
      data: minutesFromTheEnd.map((minutes) => ({
        id: uuid(),
        at: new Date(now.getTime() - config().auditKeep * 1000 + minutes * 60_000),
        action: "session/opened",
        details: {},
      })),
    });

    expect(await pruneAudit(now)).toBe(2100);
    expect(await db().auditEntry.count()).toBe(2);
    expect(await pruneAudit(now)).toBe(0);
  });
});
