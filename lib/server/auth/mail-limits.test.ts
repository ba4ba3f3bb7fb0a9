import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makeScene, makeStudent, testRequest } from "#lib/testing/factories.ts";
import { config } from "../config";
import { importRoster } from "../courses/import-roster";
import { db } from "../db/client";
import { consume } from "../rate-limits";
import { register } from "../users/register";
import { mailConfirmation } from "./confirm-email";
import { forgotPassword } from "./forgot-password";

useTestDatabase();
// Mails wait as jobs, because no worker runs here.
beforeAll(() => {
  config().smtpUrl = "smtp://127.0.0.1:9";
});
afterAll(() => {
  config().smtpUrl = null;
});

let serial = 0;
/** A request from an address of its own, from which `mails` mails were sent in the last hour. */
async function sender(mails = 0): Promise<ReturnType<typeof testRequest>> {
  const ip = `198.51.100.${++serial}`;
  for (let n = 0; n < mails; n++) await consume("mailFrom", ip);
  return { ...testRequest(), ip };
}
const person = () => ({ email: `${uuid()}@test.example`, password: "correct horse battery", first_name: "P", last_name: "Q" });
const tooMany = { code: "too_many", retryAfter: expect.any(Number) };

describe("the limits of mail", () => {
  it("let one address have 600 an hour sent, to whomever, and hold up no others", async () => {
    const from = await sender(599);
    const forget = (at = from) => forgotPassword({ body: { email: `${uuid()}@test.example` }, request: at });

    await forget();
    await expect(forget()).rejects.toMatchObject(tooMany);

    const { caller } = await makeStudent({ confirmed: false });
    await expect(mailConfirmation({ caller, request: from })).rejects.toMatchObject(tooMany);

    await forget(await sender());
    expect(await mailConfirmation({ caller, request: await sender() })).toEqual({ mailed: true });
  });

  it("give whoever signs up beyond them an account all the same, and no mail", async () => {
    const linksOf = async (mails: number) => {
      const { user } = await register({ body: person(), request: await sender(mails) });
      return db().oneTimeLink.count({ where: { userId: user.id } });
    };
    expect([await linksOf(599), await linksOf(600)]).toEqual([1, 0]);
  });

  it("let one mail address have three an hour, whoever asks from wherever", async () => {
    const { email } = person();
    const forget = async () => forgotPassword({ body: { email }, request: await sender() });
    for (let n = 0; n < 3; n++) await forget();
    await expect(forget()).rejects.toMatchObject(tooMany);
  });

  it("let one address ask for sixty a minute", async () => {
    const from = await sender();
    for (let n = 0; n < 59; n++) await consume("forgottenFrom", from.ip);
    const forget = () => forgotPassword({ body: { email: person().email }, request: from });
    await forget();
    await expect(forget()).rejects.toMatchObject(tooMany);
  });

  it("keep a lecturer's list that goes beyond them, and mail nobody more", async () => {
    const scene = await makeScene();
    const { caller } = scene.lecturer;

    for (let n = 0; n < 599; n++) await consume("mailFrom", caller.user.id);
    const people = [await makeStudent({ confirmed: false }), await makeStudent({ confirmed: false })];
    const csv_base64 = Buffer.from(["email", ...people.map(({ user }) => user.email)].join("\n")).toString("base64");
    await importRoster({ caller, params: { id: scene.courseId }, body: { csv_base64, confirm: true }, request: testRequest() });

    expect(await db().oneTimeLink.count({ where: { userId: { in: people.map(({ user }) => user.id) } } })).toBe(1);
  });
});
