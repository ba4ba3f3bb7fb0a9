import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterEach, describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makePerson } from "#lib/testing/factories.ts";
import { useMailServer } from "#lib/testing/mail-server.ts";
import { config } from "../config";
import { problemOf } from "./mail-problem";
import { mailServer, noteMailServer } from "./mail-server";
import { sendAtOnce } from "./send-mail";
import { testMail } from "./test-mail";

useTestDatabase();
const { received, refuse } = useMailServer();

let close: (() => void)[] = [];
let before: string | null = null;
/** Uses the mail server at `url` until the end of the test. */
const mailIsAt = (url: string) => {
  before ??= config().smtpUrl;
  config().smtpUrl = url;
};
afterEach(() => {
  if (before) config().smtpUrl = before;
  before = null;
  for (const each of close) each();
  close = [];
});
const mail = { to: "ann@test.example", subject: "Hello", letter: { greeting: "", opening: "Hello", closing: "" } };
const problemWith = (url: string, ms = 5000) => {
  mailIsAt(url);
  return sendAtOnce(mail, ms).then(
    () => null,
    (error: unknown) => problemOf(error),
  );
};

describe("testMail", () => {
  it("sends an admin a mail while they wait, says what the server answered, and forgets an earlier trouble", async () => {
    const { caller } = await makePerson("admin", { email: "admin@test.example" });
    await noteMailServer("Nothing answers");
    expect(await testMail({ caller })).toEqual({ to: "admin@test.example", taken: true, said: expect.stringMatching(/^250 /) });
    expect(received.map(({ to }) => to)).toEqual([["admin@test.example"]]);
    expect(await mailServer()).toMatchObject({ configured: true, problem: null });
  });

  it("says why it was not taken, and remembers it where it is the server's trouble", async () => {
    const { caller } = await makePerson("admin");
    refuse({ at: "address", code: 554, text: "Relay access denied", times: 1 });
    const said = "The mail server refuses this address: 554 Relay access denied";

    expect(await testMail({ caller })).toMatchObject({ taken: false, said });
    expect((await mailServer()).problem).toBeNull();

    mailIsAt("smtp://127.0.0.1:9");
    const problem = "No mail server answers at SMTP_URL";
    expect(await testMail({ caller })).toMatchObject({ taken: false, said: problem });
    expect(await mailServer()).toMatchObject({ problem });
  });

  it("is refused where no mail is sent, and after five in a minute", async () => {
    const { caller } = await makePerson("admin");
    for (let n = 0; n < 5; n++) expect((await testMail({ caller })).taken).toBe(true);
    await expect(testMail({ caller })).rejects.toMatchObject({ code: "too_many" });

    const url = config().smtpUrl;
    config().smtpUrl = null;
    await expect(testMail({ caller })).rejects.toMatchObject({ code: "conflict" });
    expect(await mailServer()).toEqual({ configured: false, at: null, problem: null });

    config().smtpUrl = url;
  });

  const portOf = (server: { address: () => unknown }) => (server.address() as AddressInfo).port;

  it.each<[string, (socket: Socket) => void]>([
    ["says nothing", () => undefined],
    ["talks for ever", (socket) => void setInterval(() => socket.destroyed || socket.write("220-one moment, please\r\n"), 20).unref()],
  ])("waits no longer than it may for a server that %s", async (_name, greet) => {
    const server = createServer((socket) => greet(socket.on("error", () => undefined))).listen(0, "127.0.0.1");
    await once(server, "listening");
    close.push(() => server.close());
    const begun = performance.now();

    expect(await problemWith(`smtp://127.0.0.1:${portOf(server)}`, 500)).toEqual({
      text: "The mail server doesn’t answer in time",
      isFinal: false,
      isServers: true,
    });
    expect(performance.now() - begun).toBeLessThan(3000);
  });

  it("says in plain words what is wrong with a password, a sender, a name", async () => {
    const server = new SMTPServer({
      disabledCommands: ["STARTTLS"],
      authOptional: true,
      onAuth: (_auth, _session, done) => done(new Error("Invalid login")),
      onMailFrom: (_address, _session, done) => done(Object.assign(new Error("Not from you"), { responseCode: 553 })),
    });
    server.on("error", () => undefined);
    server.listen(0, "127.0.0.1");
    await once(server.server, "listening");
    close.push(() => server.close());
    const at = `127.0.0.1:${portOf(server.server)}`;

    expect(await problemWith(`smtp://ann:wrong@${at}`)).toMatchObject({
      text: expect.stringMatching(/^The mail server refuses the name or the password in SMTP_URL: 535 /),
      isFinal: false,
      isServers: true,
    });
    expect((await problemWith(`smtp://${at}`))?.text).toBe("The mail server refuses the sender’s address, MAIL_FROM: 553 Not from you");
    expect((await problemWith(`smtps://${at}`))?.text).toMatch(/^The connection to the mail server failed/);
    expect((await problemWith("smtp://no-such-host.invalid"))?.text).toMatch(
      /^The mail server’s name in SMTP_URL can’t be (found|looked up)$/,
    );
  });

  it("shows a bounded part of what a server says, and no control characters", () => {
    const { text } = problemOf({ command: "DATA", responseCode: 554, response: `554 \u0007a\u202e${"b".repeat(5000)}\r\n` });
    expect(text).toMatch(/^The mail server refuses the email: 554 a bbb/);
    expect(text.length).toBeLessThan(300);
    expect(problemOf("what?").text).toBe("The mail server didn’t accept email: what?");
  });
});
