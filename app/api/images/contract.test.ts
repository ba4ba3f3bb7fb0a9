import { describe, expect, it } from "vitest";
import { texts } from "#lib/contract/errors.ts";
import { imageSchema } from "#lib/contract/images.ts";
import { limits } from "#lib/contract/limits.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makeScene, makeStudent } from "#lib/testing/factories.ts";
import { blankPng } from "#lib/testing/png.ts";
import { call, someId } from "#lib/testing/routes.ts";
import { useDataFolder } from "#lib/testing/uploads.ts";

useTestDatabase();
useDataFolder();

const ask = (scene: Awaited<ReturnType<typeof makeScene>>, question_text: string) =>
  call("discussions/threads", "POST", { token: scene.student.token, body: { video_id: scene.videoId, question_text } });

describe("pictures", () => {
  it("have the shape of the contract, whatever content type they come with", async () => {
    const { token } = await makeStudent();
    for (const type of ["image/png", "text/html", "application/json"]) {
      const { status, body, headers } = await call("images", "POST", { token, raw: blankPng(80, 45), headers: { "content-type": type } });
      expect(status).toBe(201);
      const { id, url } = imageSchema.parse(body.data);
      expect([url, headers.get("cache-control")]).toEqual([`/api/images/${id}?w=80&h=45`, "private, no-store"]);
    }
  });

  it("are refused over 5 MB, as announced and as it comes, and without an account", async () => {
    const { token } = await makeStudent();
    const raw = new Uint8Array(6_000_000);
    raw.set(blankPng(80, 45));

    for (const headers of [{ "content-length": String(raw.length) }, {}] as Record<string, string>[])
      expect(await call("images", "POST", { token, raw, headers })).toMatchObject({ status: 413, body: { error: texts.pictureTooLarge } });
    expect(await call("images", "POST", { raw: blankPng(1, 1) })).toMatchObject({ status: 401 });
    expect(await call("images/[id]", "GET", { token, params: { id: someId } })).toMatchObject({
      status: 404,
      body: { error: texts.pictureNotFound },
    });
  });

  it("are ten in a message, and have to be there", async () => {
    const scene = await makeScene();
    const named = (count: number) => Array.from({ length: count }, (_, n) => `![](/api/images/${someId.slice(0, -2)}${n + 10})`).join(" ");

    expect(await ask(scene, named(limits.imagesPerMessage + 1))).toMatchObject({
      status: 400,
      body: { details: [{ param: "question_text", msg: "can have at most 10 pictures" }] },
    });
    expect(await ask(scene, named(limits.imagesPerMessage))).toMatchObject({
      status: 400,
      body: { details: [{ param: "question_text", msg: "names a picture that is no longer there: attach it again" }] },
    });
  });
});
