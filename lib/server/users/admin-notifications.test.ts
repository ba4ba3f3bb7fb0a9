import { beforeEach, describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makePerson, type Person, testRequest } from "#lib/testing/factories.ts";
import { usePublished } from "#lib/testing/published.ts";
import { callerFromBearer } from "../auth/authenticate";
import { config } from "../config";
import { db } from "../db/client";
import { sql, write } from "../db/sql";
import { getCounts } from "../notifications/get-counts";
import { listNotifications } from "../notifications/list-notifications";
import { markRead } from "../notifications/mark";
import { syncInbox } from "../notifications/sync-inbox";
import { createAccount } from "./create-account";
import { deleteMe } from "./delete-user";
import { register } from "./register";

useTestDatabase();
const published = usePublished();
beforeEach(() => {
  config().rateLimits = false;
});

let serial = 0;
const person = () => ({ email: `p${++serial}@test.example`, password: "correct horse battery", first_name: "P", last_name: `${serial}` });
const signUp = () => register({ body: person(), request: testRequest() });
const listed = async (admin: Person) =>
  (await listNotifications({ caller: admin.caller, query: { filter: "all", limit: 100 } })).notifications.map(({ type, payload }) => [
    type,
    "others" in payload ? payload.others : undefined,
  ]);

describe("the news of admins", () => {
  it("count further sign-ups in one notification after the first ten in an hour", async () => {
    const [admin, idle] = [await makePerson("admin"), await makePerson("admin")];
    for (let n = 0; n < 14; n++) await signUp();
    const single = Array.from({ length: 10 }, () => ["user/created", undefined]);

    expect(await listed(admin)).toEqual([["user/created", 3], ...single]);
    expect(await getCounts(admin)).toMatchObject({ unread: 11, seq: 14 });
    // A notification that is rewritten causes only `notifications:head`. The sync then has its new content.
    expect(published.to(admin.user.id).filter(({ event }) => event === "notification")).toHaveLength(11);
    expect(published.to(admin.user.id).at(-2)).toMatchObject({ event: "notifications:head", body: { seq: 14 } });
    expect(await syncInbox(admin.user.id, { since: 13 })).toMatchObject({ changes: [{ seq: 14, payload: { others: 3 } }] });

    // One that was read goes on counting and stays read. Accounts that an admin makes are told one by one.
    await markRead({ caller: idle.caller, body: { up_to_seq: 14 } });
    await signUp();
    expect(await getCounts(idle)).toMatchObject({ unread: 0 });

    await createAccount({ caller: idle.caller, body: { ...person(), role: "student" }, request: testRequest() });
    expect((await listed(admin)).slice(0, 2)).toEqual([
      ["user/created", undefined],
      ["user/created", 4],
    ]);

    // An hour later sign-ups are told one by one again.
    await write(sql`ALTER TABLE audit_log DISABLE TRIGGER audit_log_stays`);
    await write(sql`UPDATE audit_log SET at = at - interval '1 hour'`);
    await write(sql`ALTER TABLE audit_log ENABLE TRIGGER audit_log_stays`);
    await signUp();

    expect((await listed(admin))[0]).toEqual(["user/created", undefined]);
  }, 60_000);

  it("do not fill an inbox when accounts are made and deleted in turn, and drop the names of deleted people from the notification that counts them", async () => {
    const admin = await makePerson("admin");
    for (let n = 0; n < 13; n++) {
      const made = person();
      const { tokens } = await register({ body: made, request: testRequest() });
      const caller = await callerFromBearer(tokens.access_token);
      if (caller) await deleteMe({ caller, body: { password: made.password }, request: testRequest() });
    }
    const rows = await listed(admin);

    expect(rows.filter(([type]) => type === "user/deleted")).toHaveLength(11);
    expect(rows.filter(([type]) => type === "user/created")).toEqual([["user/created", 2]]);

    const [digest] = await db().notification.findMany({ where: { type: "user/created", removedAt: null } });
    expect(digest?.payload).toMatchObject({ email: "", others: 2 });
    expect(digest?.payload).not.toHaveProperty("userName");
  }, 60_000);
});
