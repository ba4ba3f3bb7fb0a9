import { describe, expect, it } from "vitest";
import { type MakeLinksBody, madeLinksSchema } from "#lib/contract/users.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makeCourse, makePerson, makeScene, testRequest } from "#lib/testing/factories.ts";
import { describeLink } from "../auth/reset-password";
import { db } from "../db/client";
import { createAccount } from "./create-account";
import { makeLinks } from "./make-links";

useTestDatabase();

describe("makeLinks", () => {
  it("makes new links for people without a password: for all, for a role, for a course, or for a search", async () => {
    const admin = await makePerson("admin");
    const scene = await makeScene();

    await makeCourse(scene.lecturer);
    await db().user.updateMany({ data: { passwordHash: "chosen" } });
    const invite = (first_name: string, role: "student" | "lecturer") =>
      createAccount({
        caller: admin.caller,
        body: { email: `${first_name.toLowerCase()}@test.example`, first_name, last_name: "New", role },
        request: testRequest(),
      });
    const [ann, lee] = [await invite("Ann", "student"), await invite("Lee", "lecturer")];
    await db().enrollment.create({ data: { courseId: scene.courseId, studentId: ann.id } });
    const run = async (body: Partial<MakeLinksBody>) =>
      madeLinksSchema.parse(await makeLinks({ caller: admin.caller, body: { confirm: false, ...body }, request: testRequest() }));

    const before = await db().oneTimeLink.findMany();

    expect(await run({})).toEqual({ people: 2, links: [], mailed: false, mail_problem: null });
    expect([
      (await run({ course_id: scene.courseId })).people,
      (await run({ role: "lecturer" })).people,
      (await run({ query: "nobody" })).people,
    ]).toEqual([1, 1, 0]);
    expect(await db().oneTimeLink.findMany()).toEqual(before);

    const { links } = await run({ course_id: scene.courseId, confirm: true });
    expect(links.map(({ email }) => email)).toEqual(["ann@test.example"]);

    const token = (url = "") => url.split("#")[1] ?? "";
    expect(await describeLink({ body: { token: token(links[0]?.url) }, request: testRequest() })).toMatchObject({ kind: "invitation" });
    await expect(describeLink({ body: { token: token(ann.invitation_url) }, request: testRequest() })).rejects.toMatchObject({
      code: "not_found",
    });
    // The lecturer's link stays valid.
    expect(await describeLink({ body: { token: token(lee.invitation_url) }, request: testRequest() })).toMatchObject({
      email: "lee@test.example",
    });
  });
});
