import { v7 as uuid } from "uuid";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { InvitationState } from "#lib/contract/users.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makePerson, type Person, testRequest } from "#lib/testing/factories.ts";
import { useMailServer } from "#lib/testing/mail-server.ts";
import { usePublished } from "#lib/testing/published.ts";
import { waitFor } from "#lib/testing/sockets.ts";
import { catchUpInvitations } from "../auth/catch-up-invitations";
import { resetPassword } from "../auth/reset-password";
import { config } from "../config";
import { db } from "../db/client";
import { read, sql, write } from "../db/sql";
import { boss } from "../jobs/boss";
import { mailServer } from "../mail/mail-server";
import { requireUser } from "../people/require-user";
import { failureHandlers, handlers } from "../start/job-handlers";
import { startJobs } from "../start/start-jobs";
import { createAccount } from "./create-account";
import { deleteUser } from "./delete-user";
import { listUsers } from "./list-users";
import { makeLink } from "./make-link";
import { patchUser } from "./patch-user";

useTestDatabase();
const { received, refuse } = useMailServer();
const published = usePublished();

let admin: Person;
let stopJobs = async () => {};
const smtpUrl = () => config().smtpUrl;
const withoutMail = async <T>(work: () => Promise<T>): Promise<T> => {
  const url = smtpUrl();
  config().smtpUrl = null;
  return work().finally(() => {
    config().smtpUrl = url;
  });
};
beforeEach(async () => {
  admin = await makePerson("admin", { passwordHash: "x" });
  await boss().start();
});
afterEach(async () => {
  await stopJobs();
  stopJobs = async () => {};
});

const invite = (email = "nia@test.example") =>
  createAccount({
    caller: admin.caller,
    body: { email, first_name: "Nia", last_name: "Park", role: "student" },
    request: testRequest(),
  });
const tokenOf = (url = "") => url.split("#")[1] ?? "";
const stateOf = async (id: string) => (await requireUser(id)).invitation;
const found = async (invitation: InvitationState) => (await listUsers({ query: { invitation, limit: 20 } })).items.map(({ id }) => id);
/** Does the waiting job of a mail once. */
const tryOnce = async (isLast = false) => {
  const [job] = await boss().fetch<{ data: { linkId: string } }>("mail");
  await handlers["mail-link"](job?.data.data ?? { linkId: uuid() }, { signal: new AbortController().signal, isLast });
};

describe("an invitation", () => {
  it("is said to be queued, then sent, then used", async () => {
    const made = await invite();
    expect(made).toMatchObject({ mailed: true, mail_problem: null });
    expect(await stateOf(made.id)).toEqual({ state: "waiting", at: null, problem: null });

    // How often admins' open pages were told to fetch their lists again.
    const told = () => published.to(admin.user.id).filter(({ event }) => event === "users:changed").length;
    const before = told();

    stopJobs = await startJobs();
    await waitFor(() => received.length === 1, 10_000);
    await waitFor(async () => (await stateOf(made.id))?.state === "sent");
    expect(Date.parse((await stateOf(made.id))?.at ?? "")).toBeGreaterThan(Date.now() - 20_000);
    expect([await found("sent"), await found("waiting")]).toEqual([[made.id], []]);
    expect(await mailServer()).toMatchObject({ configured: true, problem: null, at: expect.any(String) });
    await waitFor(() => told() > before);

    const later = told();
    await resetPassword({ body: { token: tokenOf(made.invitation_url), password: "a password of my own" }, request: testRequest() });
    await waitFor(() => told() > later);
    expect(await stateOf(made.id)).toMatchObject({ state: "used", problem: null });
    expect(await found("used")).toEqual([made.id]);
  }, 30_000);

  it("fails at once if the mail server refuses the address for good, keeps the server's answer, and is not tried again", async () => {
    const made = await invite();
    refuse({ at: "address", code: 550, text: "No such user\u202e here", times: 99 });
    stopJobs = await startJobs();

    await waitFor(async () => (await stateOf(made.id))?.state === "failed", 10_000);
    expect((await stateOf(made.id))?.problem).toBe("The mail server refuses this address: 550 No such user here");
    await waitFor(async () => (await read(sql`SELECT 1 FROM pgboss.job WHERE state = 'completed'`)).length === 1);
    expect(await found("failed")).toEqual([made.id]);
    // The mail server itself has no problem.
    expect((await mailServer()).problem).toBeNull();

    refuse(null);
    await makeLink({ caller: admin.caller, params: { id: made.id }, request: testRequest() });
    await waitFor(async () => (await stateOf(made.id))?.state === "sent", 10_000);
  }, 30_000);

  it("stays queued while the mail server is busy or away, until the last attempt, and answers give the reason", async () => {
    const made = await invite();
    refuse({ at: "mail", code: 451, text: "Try again later", times: 99 });
    await expect(tryOnce()).rejects.toThrow("The mail server will accept the email later: 451 Try again later");
    expect(await stateOf(made.id)).toEqual({
      state: "waiting",
      at: expect.any(String),
      problem: "The mail server will accept the email later: 451 Try again later",
    });

    const url = smtpUrl();
    config().smtpUrl = "smtp://127.0.0.1:9";
    try {
      const other = await invite("lee@test.example");
      await expect(tryOnce(true)).rejects.toThrow();
      const problem = "No mail server answers at SMTP_URL";
      expect(await stateOf(other.id)).toMatchObject({ state: "failed", problem });
      expect(await mailServer()).toMatchObject({ problem });
      expect(await invite("ida@test.example")).toMatchObject({ mailed: true, mail_problem: problem });
    } finally {
      config().smtpUrl = url;
    }
  });

  it("has failed when the attempts never ended", async () => {
    const made = await invite();
    const { linkId } = await db().invitation.findUniqueOrThrow({ where: { userId: made.id } });
    await failureHandlers["mail-link"]?.({ linkId } as never);
    expect(await stateOf(made.id)).toMatchObject({ state: "failed", problem: expect.stringContaining("stopped each time") });
  });

  it("is not sent without a mail server, runs out after its time even if its link was deleted, and is dropped when the address changes", async () => {
    const made = await withoutMail(() => invite());
    expect(made).toMatchObject({ mailed: false, mail_problem: null });
    expect(await stateOf(made.id)).toEqual({ state: "not_sent", at: null, problem: null });
    expect(await found("not_sent")).toEqual([made.id]);

    await write(sql`UPDATE one_time_links SET expires_at = now() - interval '1 s'`);
    await write(sql`UPDATE invitations SET expires_at = now() - interval '1 s', mail = 'sent', mail_at = now()`);
    expect(await stateOf(made.id)).toMatchObject({ state: "run_out" });

    await write(sql`DELETE FROM one_time_links`);
    expect(await found("run_out")).toEqual([made.id]);

    await makeLink({ caller: admin.caller, params: { id: made.id }, request: testRequest() });
    expect(await stateOf(made.id)).toMatchObject({ state: "waiting" });

    await patchUser({ caller: admin.caller, params: { id: made.id }, body: { email: "new@test.example" }, request: testRequest() });
    expect(await stateOf(made.id)).toMatchObject({ state: "not_sent" });

    await deleteUser({ caller: admin.caller, params: { id: made.id }, request: testRequest() });
    expect(await db().invitation.count()).toBe(0);
    expect((await requireUser(admin.user.id)).invitation).toBeUndefined();
  });

  it("that a process of the release before has sent is written down later, and nothing else is touched", async () => {
    const [sent, waiting, refused, used, current] = [
      await invite("a@test.example"),
      await invite("b@test.example"),
      await invite("c@test.example"),
      await withoutMail(() => invite("d@test.example")),
      await withoutMail(() => invite("e@test.example")),
    ];
    await resetPassword({ body: { token: tokenOf(used.invitation_url), password: "a password of my own" }, request: testRequest() });
    await write(sql`DELETE FROM invitations WHERE user_id <> ${current.id}`);
    const done = (id: string, state: string) =>
      write(sql`
        UPDATE pgboss.job SET state = ${state}::pgboss.job_state, completed_on = now()
        WHERE data->'data'->>'linkId' = (SELECT id::text FROM one_time_links WHERE user_id = ${id}::uuid)`);
    await done(sent.id, "completed");
    await done(refused.id, "failed");

    expect(await catchUpInvitations()).toBeGreaterThan(0);

    const states = async () => Promise.all([sent, waiting, refused, used, current].map(async ({ id }) => (await stateOf(id))?.state));
    expect(await states()).toEqual(["sent", "waiting", "failed", "used", "not_sent"]);
    expect(await catchUpInvitations()).toBe(0);
    expect(await states()).toEqual(["sent", "waiting", "failed", "used", "not_sent"]);
  });
});
