import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { config } from "../server/config";

type Received = { to: string[]; from: string; text: string };
/** How it refuses: the recipient's address or the mail itself, with this answer, `times` times. */
type Refusal = { at: "address" | "mail"; code: number; text: string; times: number };

/** Starts a real mail server for a test file and sets SMTP_URL to it. `refuse` makes it refuse mails for a while. */
export function useMailServer(): { received: Received[]; refuse: (refusal: Refusal | null) => void } {
  const received: Received[] = [];
  let refusal: Refusal | null = null;
  const refusedAt = (at: Refusal["at"]): Error | null => {
    if (refusal?.at !== at || refusal.times-- <= 0) return null;
    return Object.assign(new Error(refusal.text), { responseCode: refusal.code });
  };
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onRcptTo: (_address, _session, done) => done(refusedAt("address")),
    async onData(stream, session, done) {
      const mail = (await text(stream)).replaceAll("=\r\n", "").replaceAll("=3D", "=");
      const refused = refusedAt("mail");
      if (refused) return done(refused);
      received.push({
        to: session.envelope.rcptTo.map(({ address }) => address),
        from: mail.match(/^From: (.*)$/m)?.[1] ?? "",
        text: mail,
      });
      done();
    },
  });
  beforeAll(async () => {
    server.listen(0, "127.0.0.1");
    await once(server.server, "listening");
    config().smtpUrl = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
    config().mailFrom = "Handraise <ask@test.example>";
  });
  beforeEach(() => {
    received.length = 0;
    refusal = null;
  });
  afterAll(async () => {
    config().smtpUrl = null;
    await new Promise<void>((resolve) => server.close(resolve));
  });
  return { received, refuse: (next) => (refusal = next) };
}
