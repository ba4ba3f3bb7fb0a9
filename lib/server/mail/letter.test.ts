import { beforeEach, describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { useMailServer } from "#lib/testing/mail-server.ts";
import { sql, write } from "../db/sql";
import { invalidateSchool, schoolFace } from "../school";
import { drawLetter } from "./draw-letter";
import { letterAsText } from "./letter";
import { linkMail } from "./link-mail";
import { sendMail } from "./send-mail";

useTestDatabase();
const { received } = useMailServer();
beforeEach(invalidateSchool);

const url = "https://ask.example.edu/set-password#a-token_of-43-letters";
const to = (name: string) => ({ email: "nia@test.example", name });
const mail = linkMail(to("Nia"), { url, kind: "invitation", ttl: 7 * 86_400_000 });
const hostile = `<img src=x onerror=alert(1)> & "${"w".repeat(500)}" \u05e9\u05dc\u05d5\u05dd`;
const png = Buffer.from("89504e470d0a1a0a00", "hex");
const text = `Hello Nia,

you have an account on Handraise, where you can ask about a lecture while you watch it.
Choose a password to get started:

${url}

The link works once, for 7 days. If it has expired, use "Forgot password?" on the sign-in page.
`;

async function setFace(name: string | null): Promise<void> {
  await write(sql`
    INSERT INTO school (id, name, contact, imprint, privacy, logo, logo_hash, logo_width, logo_height)
    VALUES (1, ${name}, 'help@example.edu', 'https://example.edu/i?a=1&b=2', NULL, ${png}, ${"0".repeat(32)}, 512, 128)`);
  invalidateSchool();
}

describe("a letter", () => {
  it("reads as it always did where no school is set, and has the same words as HTML", async () => {
    const face = await schoolFace();
    expect(letterAsText(mail.letter, face)).toBe(text);

    const { html, attachments } = await drawLetter(mail.letter, face, mail.subject);
    expect(attachments).toEqual([]);
    expect(html.replace(/<[^>]*>/g, "")).toContain("Hello Nia,");
    expect(html.match(/<a /g)).toHaveLength(2);
    expect(html.match(/href="([^"]*)"/g)).toEqual([`href="${url}"`, `href="${url}"`]);
    expect(html).toContain('lang="en"');
  });

  it("ends with the school and its links, and brings its logo along", async () => {
    await setFace("Hochschule Süd");
    const face = await schoolFace();

    expect(letterAsText(mail.letter, face)).toBe(
      `${text}\n-- \nHochschule Süd\nHelp and contact: help@example.edu\nImprint: https://example.edu/i?a=1&b=2\n`,
    );

    const { html, attachments } = await drawLetter(mail.letter, face, mail.subject);
    expect(html).toContain('href="mailto:help@example.edu"');
    expect(html).toContain('href="https://example.edu/i?a=1&amp;b=2"');
    expect(html).toContain('src="cid:logo@handraise"');
    expect(attachments).toMatchObject([{ content: png, cid: "logo@handraise", contentDisposition: "inline" }]);
  });

  it("loads nothing from anywhere, and escapes what people wrote", async () => {
    await setFace(hostile);
    const letter = { ...linkMail(to(hostile), { url, kind: "password", ttl: 3_600_000 }).letter, opening: hostile };
    const { html } = await drawLetter(letter, await schoolFace(), hostile);
    expect(html).not.toContain("<img src=x");
    expect(html.match(/src="([^"]*)"/g)).toEqual(['src="cid:logo@handraise"']);
    expect(html).not.toMatch(/url\(|<link|@import/i);
    expect(html).toContain('dir="auto"');
  });

  it("goes through a mail server as text, HTML and picture in one mail", async () => {
    await setFace("Süd");
    await sendMail(mail);
    const [{ text: raw = "" } = {}] = received;

    expect(raw.match(/^ ?Content-Type: ([\w/]+)/gim)?.map((line) => line.split(": ")[1])).toEqual([
      "multipart/alternative",
      "text/plain",
      "multipart/related",
      "text/html",
      "image/png",
    ]);
    expect(raw).toContain("Content-ID: <logo@handraise>");
    expect(raw).toContain("Content-Disposition: inline");
  });
});
