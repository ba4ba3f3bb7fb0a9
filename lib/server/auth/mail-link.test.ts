import { v7 as uuid } from "uuid";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makePerson, makeScene, makeStudent, testRequest } from "#lib/testing/factories.ts";
import { useMailServer } from "#lib/testing/mail-server.ts";
import { waitFor } from "#lib/testing/sockets.ts";
import { commit } from "../commit";
import { config } from "../config";
import { importRoster } from "../courses/import-roster";
import { db } from "../db/client";
import { read, sql } from "../db/sql";
import { tryMailServer } from "../mail/send-mail";
import { startJobs } from "../start/start-jobs";
import { createAccount } from "../users/create-account";
import { register } from "../users/register";
import { callerFromBearer } from "./authenticate";
import { mailConfirmation } from "./confirm-email";
import { forgotPassword } from "./forgot-password";
import { describeLink } from "./reset-password";
import { enqueueTwoFactorNotice } from "./two-factor-notice";

useTestDatabase();

const { received, refuse } = useMailServer();
let stopJobs = async () => {};
beforeEach(async () => {
  config().rateLimits = false;
  stopJobs = await startJobs();
});
afterEach(() => stopJobs());

const linkIn = (mail: string) => /set-password#([\w-]{43})/.exec(mail)?.[1] ?? "";

describe("checkMail", () => {
  it("says whether the mail server answers, also when it is not there", async () => {
    expect(await tryMailServer()).toBeNull();

    const { smtpUrl } = config();
    config().smtpUrl = "smtp://127.0.0.1:9";
    try {
      expect((await tryMailServer())?.message).toContain("ECONNREFUSED");
    } finally {
      config().smtpUrl = smtpUrl;
    }
  });
});

describe("a mail", () => {
  it("that invites brings the very link that the admin sees", async () => {
    const admin = await makePerson("admin");
    const made = await createAccount({
      caller: admin.caller,
      body: { email: "nia@test.example", first_name: "Nia", last_name: "Park", role: "student" },
      request: testRequest(),
    });
    const mail = await waitFor(() => received[0], 10_000);

    expect(mail).toMatchObject({ to: ["nia@test.example"], from: "Handraise <ask@test.example>" });
    expect(mail.text).toContain("Hello Nia");
    expect(made.invitation_url).toContain(linkIn(mail.text));
  });

  it("with a link is sent to a person who forgot their password, even if the mail server was busy at first; for an unknown address the answer is the same and nothing is sent", async () => {
    const student = await makeStudent({ email: "known@test.example", passwordHash: "x" });
    refuse({ at: "mail", code: 451, text: "try again later", times: 1 });
    const ask = (email: string) => forgotPassword({ body: { email }, request: testRequest() });

    expect(await ask("unknown@test.example")).toEqual(await ask("known@test.example"));

    const mail = await waitFor(() => received[0], 20_000);
    expect(await describeLink({ body: { token: linkIn(mail.text) }, request: testRequest() })).toMatchObject({
      kind: "password",
      email: "known@test.example",
    });
    await waitFor(async () => (await read(sql`SELECT 1 FROM pgboss.job WHERE state <> 'completed'`)).length === 0);
    expect(received).toHaveLength(1);

    const log = await db().auditEntry.findMany({ where: { action: "password/forgotten" }, orderBy: { id: "asc" } });
    expect(log).toMatchObject([
      { targetId: null, details: { typed: expect.stringMatching(/^[0-9a-f]{12}$/) } },
      { targetId: student.user.id, details: {} },
    ]);

    const stored = await read<{ text: string }>(sql`SELECT string_agg(j::text, '') AS text FROM pgboss.job j`);
    expect(stored[0]?.text).not.toContain(linkIn(mail.text));
  }, 30_000);

  const signUp = async (email: string) => {
    const { user, tokens } = await register({
      body: { email, password: "correct horse battery", first_name: "Win a prize at prizes.example", last_name: "Now" },
      request: testRequest(),
    });
    const caller = await callerFromBearer(tokens.access_token);
    if (!caller) throw new Error("a session that was opened a moment ago");
    return { user, caller };
  };
  const confirmation = /confirm-email#([\w-]{43})/;

  it("with a confirmation link is sent after a sign-up, at most three times an hour, and contains nothing that was typed there", async () => {
    config().rateLimits = true;
    const { caller } = await signUp("mo@test.example");
    const mail = await waitFor(() => received[0], 10_000);

    expect(mail.to).toEqual(["mo@test.example"]);
    expect(mail.text).toMatch(/Hello,\s/);
    expect(mail.text).not.toContain("prize");

    const token = confirmation.exec(mail.text)?.[1] ?? "";
    expect(await describeLink({ body: { token }, request: testRequest() })).toEqual({
      kind: "confirmation",
      email: "mo@test.example",
      first_name: "",
    });

    // The second mail has the same link, so that the first one stays valid. Mails of both kinds of links share a limit.
    expect(await mailConfirmation({ caller, request: testRequest() })).toEqual({ mailed: true });
    expect((await waitFor(() => received[1], 10_000)).text).toContain(token);

    await forgotPassword({ body: { email: "mo@test.example" }, request: testRequest() });
    await expect(mailConfirmation({ caller, request: testRequest() })).rejects.toMatchObject({ code: "too_many" });
    expect((await waitFor(() => received[2], 10_000)).text).toMatch(/Hello,\s/);
  }, 60_000);

  it("for a person on a lecturer's list goes to that person's address, and later mails have the same link; the lecturer never gets the link", async () => {
    const scene = await makeScene();
    const { caller } = await signUp("ina@test.example");
    await waitFor(() => received[0], 10_000);

    const csv_base64 = Buffer.from("email\nina@test.example").toString("base64");
    const report = await importRoster({
      caller: scene.lecturer.caller,
      params: { id: scene.courseId },
      body: { csv_base64, confirm: true },
      request: testRequest(),
    });

    expect(report).toMatchObject({ enrolled: [], unknown: [{ email: "ina@test.example" }], unconfirmed: [], mailed: true });

    const mail = await waitFor(() => received[1], 10_000);
    expect(mail.to).toEqual(["ina@test.example"]);
    expect(mail.text).not.toContain("prize");

    const token = linkIn(mail.text);
    await mailConfirmation({ caller, request: testRequest() });
    expect(linkIn((await waitFor(() => received[2], 10_000)).text)).toBe(token);
  }, 60_000);

  it("tells somebody when their two-factor sign-in is turned on or off, and when a recovery code was used", async () => {
    const { user } = await makeStudent({ email: "vic@test.example", firstName: "Vic" });
    for (const news of ["on", "off", "recovery_code_used"] as const) await commit((unit) => enqueueTwoFactorNotice(unit, user.id, news));
    await commit((unit) => enqueueTwoFactorNotice(unit, uuid(), "on"));

    await waitFor(() => received.length === 3, 20_000);
    expect(received.map(({ to, text }) => [to, /^Subject: (.*?)\r?$/m.exec(text)?.[1]])).toEqual([
      [["vic@test.example"], "Two-factor sign-in is on"],
      [["vic@test.example"], "Two-factor sign-in is off"],
      [["vic@test.example"], "A recovery code was used"],
    ]);
    expect(received[0]?.text).toContain("Hello Vic");
    await waitFor(async () => (await read(sql`SELECT 1 FROM pgboss.job WHERE state <> 'completed'`)).length === 0);
    expect(received).toHaveLength(3);
  }, 30_000);
});
