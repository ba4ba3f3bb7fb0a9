import { describe, expect, it } from "vitest";
import { z } from "zod";
import { limits } from "#lib/contract/limits.ts";
import { callRoute } from "#lib/testing/call-route.ts";
import { route } from "../api/route";
import { jsonExcess } from "./json-body";

const taking = route(
  { auth: "none", body: z.strictObject({ name: z.string() }), bodyBytes: 1024 * 1024, answer: z.unknown(), message: "Taken" },
  async () => null,
);
const post = (raw: string) => callRoute(taking, "POST", { raw, headers: { "content-type": "application/json" } });

describe("before JSON is parsed", () => {
  it.each([
    ["deep lists", "[".repeat(250_000)],
    ["deep objects", '{"a":'.repeat(100_000)],
    ["deep and closed", `${"[".repeat(33)}${"]".repeat(33)}`],
  ])("%s are refused", async (_what, raw) => {
    expect((await post(raw)).body.error).toBe("The body is nested more than 32 levels deep");
  });

  it.each([
    ["values", `[${"0,".repeat(200_000)}0]`],
    ["empty objects", `[${"{},".repeat(100_000)}{}]`],
    ["fields", `{${Array.from({ length: 100_000 }, (_, at) => `"${at}":1`).join()}}`],
  ])("too many %s are refused", async (_what, raw) => {
    const answer = await post(raw);
    expect(answer).toMatchObject({ status: 400, body: { error: "The body has more than 2000 values" } });
  });

  it("what stands in a text does not count", () => {
    for (const text of ["[".repeat(5000), "\\", '"', '\\"[', `${"\\".repeat(1001)}"${"[,".repeat(5000)}`, "\n{,"])
      expect(jsonExcess(JSON.stringify({ [text]: text, list: [text] }))).toBeNull();
    expect(jsonExcess(`${'[{"a":'.repeat(16)}1${"}]".repeat(16)}`)).toBeNull();
    expect(jsonExcess(`"\\\\"${"[".repeat(33)}`)).not.toBeNull();
  });

  it("costs one pass, whatever the text", () => {
    const started = performance.now();
    for (const text of [`"${"\\".repeat(1_000_000)}`, '"\\"'.repeat(300_000), `"${'\\"'.repeat(500_000)}`, " ".repeat(1_000_000)])
      jsonExcess(text);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe("a route that takes JSON", () => {
  it("answers bad input in a few kilobytes, however much of it there is", async () => {
    const long = "k".repeat(500_000);
    const bodies = [
      JSON.stringify(Object.fromEntries(Array.from({ length: 900 }, (_, at) => [`${at}-${"x".repeat(200)}`, 1]))),
      JSON.stringify({ [long]: 1 }),
      JSON.stringify({ [`${"k".repeat(98)}😀😀`]: 1 }),
    ];

    for (const raw of bodies) {
      const { status, body } = await post(raw);
      expect(status).toBe(400);
      expect(JSON.stringify(body).length).toBeLessThan(8000);
      expect(body.error?.isWellFormed()).toBe(true);
      for (const { param } of body.details ?? []) expect(param.length).toBeLessThanOrEqual(100);
    }
  });

  it("takes 16 KiB where nobody need be signed in, unless it says otherwise", async () => {
    const usual = route({ auth: "none", body: z.strictObject({ name: z.string() }), answer: z.null(), message: "Taken" }, async () => null);
    const statusOf = async (handler: typeof usual, bytes: number) => {
      const raw = JSON.stringify({ name: "x".repeat(bytes - '{"name":""}'.length) });
      return (await callRoute(handler, "POST", { raw, headers: { "content-type": "application/json" } })).status;
    };

    expect([await statusOf(usual, limits.anonymousBodyBytes), await statusOf(usual, limits.anonymousBodyBytes + 1)]).toEqual([200, 413]);
    expect([await statusOf(taking, 1024 * 1024), await statusOf(taking, 1024 * 1024 + 1)]).toEqual([200, 413]);
  });

  it("takes null, a text, a list for no body", async () => {
    for (const raw of ["null", '"x"', "[]", "1"])
      expect(await post(raw)).toMatchObject({
        status: 400,
        body: {
          error: "The body must be a JSON object",
          details: [{ msg: "The body must be a JSON object", param: "", location: "body" }],
        },
      });
  });

  it("answers a body that broke off with 400, and reports no fault of ours", async () => {
    const broken = new ReadableStream({ pull: (controller) => controller.error(new Error("aborted")) });
    const request = new Request("http://localhost/api/x", {
      method: "POST",
      body: broken,
      headers: { "content-type": "application/json" },
      duplex: "half",
    } as RequestInit);
    const answer = await taking(request, { params: Promise.resolve({}) });

    expect(answer.status).toBe(400);
  });
});
