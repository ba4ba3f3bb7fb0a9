import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { texts } from "#lib/contract/errors.ts";
import { limits } from "#lib/contract/limits.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makeStudent } from "#lib/testing/factories.ts";
import { photo, upload } from "#lib/testing/pictures.ts";
import { blankPng } from "#lib/testing/png.ts";
import { useDataFolder } from "#lib/testing/uploads.ts";
import { config } from "../config";
import { read, sql, write } from "../db/sql";
import { workFolder } from "../storage/storage";

useTestDatabase();
useDataFolder();

const stored = (id: string) => readFileSync(join(config().dataDir, "media", "images", `${id}.webp`));
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>');
const solid = (format: "png" | "jpeg" | "webp" | "gif", width = 300, height = 200) =>
  sharp({ create: { width, height, channels: 3, background: "#c63" } })
    .toFormat(format)
    .toBuffer();

describe("uploadPicture", () => {
  it.each(["png", "jpeg", "webp", "gif"] as const)("keeps a WebP of a %s", async (format) => {
    const made = await upload(await makeStudent(), await solid(format));
    expect(made).toEqual({ id: made.id, url: `/api/images/${made.id}?w=300&h=200`, width: 300, height: 200 });
    expect(await sharp(stored(made.id)).metadata()).toMatchObject({ format: "webp", width: 300, height: 200 });
    expect(readdirSync(workFolder())).toEqual([]);
  });

  it("makes it upright, no larger than 2,000 pixels, opaque, and without what a camera says", async () => {
    const student = await makeStudent();
    const upright = await upload(student, await photo("Quillonius Zyxwater"));

    expect([upright.width, upright.height]).toEqual([40, 60]);
    expect(stored(upright.id).includes("Quillonius")).toBe(false);
    expect((await sharp(stored(upright.id)).metadata()).exif).toBeUndefined();

    const large = await upload(student, blankPng(5000, 1000));
    expect([large.width, large.height]).toEqual([2000, 400]);

    const clear = sharp({ create: { width: 8, height: 8, channels: 4, background: "#0000" } })
      .png()
      .toBuffer();
    const { channels, data } = await opened((await upload(student, await clear)).id);

    expect([channels, data[0]]).toEqual([3, 255]);
  });

  const opened = async (id: string) => {
    const { data, info } = await sharp(stored(id)).raw().toBuffer({ resolveWithObject: true });
    return { data, channels: info.channels };
  };

  it.each<[string, () => Promise<Uint8Array> | Uint8Array, string]>([
    ["an SVG", () => svg, texts.noPicture],
    ["an SVG behind a BOM", () => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), svg]), texts.noPicture],
    ["HTML", () => Buffer.from("<!doctype html><script>alert(1)</script>"), texts.noPicture],
    ["a TIFF", () => Buffer.from("II*\0\x08\0\0\0\0\0\0\0\0\0", "latin1"), texts.noPicture],
    ["nothing", () => Buffer.alloc(0), texts.noPicture],
    ["a few bytes", () => Buffer.from([0x89, 0x50]), texts.noPicture],
    ["a PNG that is cut off", async () => (await noise()).subarray(0, 2000), texts.pictureDamaged],
    [
      "a JPEG that is cut off",
      async () =>
        (
          await sharp(await noise())
            .jpeg()
            .toBuffer()
        ).subarray(0, 2000),
      texts.pictureDamaged,
    ],
    ["an SVG that begins like a PNG", () => Buffer.concat([blankPng(1, 1).subarray(0, 8), svg]), texts.pictureDamaged],
    ["a PNG of 30,000 × 30,000", () => blankPng(30_000, 30_000), texts.pictureTooManyPixels],
  ])("refuses %s, and keeps nothing", async (_name, bytes, text) => {
    await expect(upload(await makeStudent(), await bytes())).rejects.toThrow(text);
    expect(await read(sql`SELECT 1 FROM images`)).toEqual([]);
    expect(existsSync(join(config().dataDir, "media"))).toBe(false);
    expect(readdirSync(workFolder())).toEqual([]);
  });

  const noise = () =>
    sharp({ create: { width: 100, height: 100, channels: 3, background: "#000", noise: { type: "gaussian", mean: 128, sigma: 60 } } })
      .png()
      .toBuffer();

  it("leaves nothing of a page behind a picture", async () => {
    const made = await upload(await makeStudent(), Buffer.concat([await solid("gif"), Buffer.from("<script>alert(1)</script>")]));
    expect(stored(made.id).includes("script")).toBe(false);
  });

  it("refuses a picture too many that is in no message", async () => {
    const student = await makeStudent();
    await write(sql`
      INSERT INTO images (id, uploader_id, width, height)
      SELECT gen_random_uuid(), ${student.user.id}::uuid, 1, 1 FROM generate_series(2, ${limits.imagesUnposted}::int)`);
    // At the same time, because uploads of one person are handled one after the other.
    const both = await Promise.allSettled([upload(student), upload(student)]);

    expect(both.map((one) => (one.status === "rejected" ? (one.reason as Error).message : "taken"))).toEqual([
      "taken",
      texts.tooManyUnposted,
    ]);
  });
});
