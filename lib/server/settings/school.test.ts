import sharp from "sharp";
import { beforeEach, describe, expect, it } from "vitest";
import { DELETE, PUT } from "#app/api/school/logo/route.ts";
import { GET, PATCH } from "#app/api/school/route.ts";
import type { School } from "#lib/contract/school.ts";
import { callRoute } from "#lib/testing/call-route.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makePerson, makeStudent, type Person } from "#lib/testing/factories.ts";
import { usePublished } from "#lib/testing/published.ts";
import { listAudit } from "../audit/list-audit";
import { sql, write } from "../db/sql";
import { invalidateSchool, school } from "../school";
import { serveLogo } from "./serve-logo";

useTestDatabase();
const published = usePublished();
beforeEach(invalidateSchool);

const nothing = { name: null, contact: null, imprint: null, privacy: null, logo: null };
const patch = ({ token }: Person, body: object) => callRoute(PATCH, "PATCH", { token, body });
const put = ({ token }: Person, bytes: Buffer) => callRoute(PUT, "PUT", { token, body: { image_base64: bytes.toString("base64") } });
const picture = (width: number, height: number) => sharp({ create: { width, height, channels: 4, background: "#2563ebcc" } });
const logoOf = (answer: { body: { data?: unknown } }) => (answer.body.data as School).logo;

describe("the school's face", () => {
  it("is read by everybody and changed by admins, field by field, which the audit log and every process hear", async () => {
    const [admin, student] = [await makePerson("admin"), await makeStudent()];
    expect((await callRoute(GET, "GET", {})).body.data).toEqual(nothing);
    expect((await patch(student, { name: "Mine" })).status).toBe(403);

    const given = { name: " Hochschule Süd ", contact: "MAILTO:Help@Example.edu", imprint: "https://example.edu/impressum" };
    const expected = { ...nothing, name: "Hochschule Süd", contact: "help@example.edu", imprint: "https://example.edu/impressum" };
    expect((await patch(admin, given)).body.data).toEqual(expected);
    expect((await callRoute(GET, "GET", {})).body.data).toEqual(expected);
    expect(published.events).toEqual([{ to: "all", event: "school:changed", body: {} }]);

    expect((await patch(admin, { name: null, privacy: "https://example.edu/privacy" })).body.data).toEqual({
      ...expected,
      name: null,
      privacy: "https://example.edu/privacy",
    });
    const { items } = await listAudit({ query: { action: "school/changed", limit: 10 } });
    expect(items.map(({ details, actor }) => [details.fields, actor?.id])).toEqual([
      [["name", "privacy"], admin.user.id],
      [["name", "contact", "imprint"], admin.user.id],
    ]);
  });

  it.each([
    ["imprint", "javascript:alert(1)", "must be an http:// or https:// address"],
    ["imprint", "//example.edu", "must be an http:// or https:// address"],
    ["privacy", "https://user:secret@example.edu", "must be an http:// or https:// address"],
    ["privacy", `https://example.edu/${"a".repeat(2000)}`, "must have at most 2000 characters"],
    ["privacy", `https://example.edu/${"ü".repeat(600)}`, "must have at most 2000 characters"],
    ["contact", "data:text/html,hello", "must be an email address, or an http:// or https:// address"],
    ["contact", "mailto:help@example.edu?bcc=all@example.edu", "must be an email address, or an http:// or https:// address"],
    ["contact", "", "must be an email address, or an http:// or https:// address"],
    ["name", "a".repeat(81), "must have at most 80 characters"],
    ["name", "\u200b \u200b", "must not be empty"],
    ["name", "School\u202eloohcS", "must be one line, without characters that change the direction of text"],
  ])("refuses as %s %s", async (param, value, msg) => {
    const answer = await patch(await makePerson("admin"), { [param]: value });
    expect(answer).toMatchObject({ status: 400, body: { details: [{ param, msg }] } });
    expect(await school()).toEqual(nothing);
  });

  it("has a logo, drawn anew from a PNG, a JPEG or a WebP, under an address that changes with it", async () => {
    const admin = await makePerson("admin");
    const sizes = [];
    const paths = new Set<string>();
    for (const file of [
      await picture(2000, 500)
        .withExif({ IFD0: { Copyright: "a secret place" } })
        .png()
        .toBuffer(),
      await picture(300, 300).jpeg().toBuffer(),
      await picture(100, 3000).webp().toBuffer(),
    ]) {
      const logo = logoOf(await put(admin, file));
      sizes.push([logo?.width, logo?.height]);
      paths.add(logo?.path ?? "");
      const answer = await serveLogo({ params: { hash: logo?.path.split("/").at(-1) ?? "" } });
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect(await sharp(bytes).metadata()).toMatchObject({ format: "png", width: logo?.width, height: logo?.height });
      expect(bytes.includes("a secret place")).toBe(false);
      expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    }
    expect(sizes).toEqual([
      [512, 128],
      [300, 300],
      [17, 512],
    ]);
    expect(paths.size).toBe(3);

    const old = await serveLogo({ params: { hash: "0".repeat(32) } });
    expect([old.status, old.headers.get("cache-control")]).toEqual([200, "no-cache"]);
    expect(logoOf(await callRoute(DELETE, "DELETE", { token: admin.token }))).toBeNull();
    await expect(serveLogo({ params: { hash: "0".repeat(32) } })).rejects.toMatchObject({ code: "not_found" });
  });

  it("refuses what is no picture of those kinds, broken, or too large in bytes or pixels", async () => {
    const admin = await makePerson("admin");
    const whole = await picture(200, 200).png().toBuffer();
    const refusals: [Buffer, RegExp][] = [
      [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), /must be a PNG, JPEG or WebP picture/],
      [await picture(20, 20).gif().toBuffer(), /must be a PNG, JPEG or WebP picture/],
      [Buffer.concat([whole.subarray(0, 8), Buffer.from("<svg/>")]), /can’t be read/],
      [whole.subarray(0, whole.length - 40), /can’t be read/],
      [await picture(5000, 4000).png({ compressionLevel: 9 }).toBuffer(), /at most 16 megapixels/],
      [Buffer.concat([whole, Buffer.alloc(256 * 1024)]), /at most 256 KiB/],
    ];

    for (const [bytes, problem] of refusals) {
      const answer = await put(admin, bytes);
      expect(answer.status).toBe(400);
      expect(answer.body.details?.[0]).toMatchObject({ param: "image_base64", msg: expect.stringMatching(problem) });
    }
    expect(await school()).toEqual(nothing);
  });

  it("is kept by the process, and read again when it is told of a change", async () => {
    await school();
    await write(sql`INSERT INTO school (id, name) VALUES (1, 'Elsewhere')`);
    expect((await school()).name).toBeNull();
    invalidateSchool();
    expect((await school()).name).toBe("Elsewhere");
  });
});
