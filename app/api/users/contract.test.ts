import { describe, expect, it } from "vitest";
import { userSchema } from "#lib/contract/auth.ts";
import { linkSchema, listedUserSchema } from "#lib/contract/users.ts";
import { db } from "#lib/server/db/client.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makePerson, makeScene, makeStudent } from "#lib/testing/factories.ts";
import { call, methodsOf, routePaths, someId } from "#lib/testing/routes.ts";

useTestDatabase();

describe("accounts", () => {
  const shown = { email: "nia@test.example", first_name: "Nia", last_name: "Park", role: "lecturer" };

  it("are admins' to make, list, change and delete", async () => {
    const { token } = await makePerson("admin");
    const made = await call("users", "POST", { token, body: { ...shown, email: " NIA@test.example ", password: "correct horse" } });
    expect(made).toMatchObject({ status: 201, body: { data: shown } });

    const user = userSchema.parse(made.body.data);
    const params = { id: user.id };
    expect(await call("auth/login", "POST", { body: { email: shown.email, password: "correct horse" } })).toMatchObject({ status: 200 });
    expect(await call("users", "POST", { token, body: shown })).toMatchObject({ status: 409, body: { error: "Email already registered" } });
    expect((await call("users", "GET", { token, query: { query: "nia", role: "lecturer", limit: "1" } })).body.data).toEqual([user]);

    const changed = await call("users/[id]", "PATCH", { token, params, body: { role: "admin", last_name: "Parker" } });
    expect(changed.body.data).toEqual({ ...user, role: "admin", last_name: "Parker" });
    expect(await call("users/[id]", "DELETE", { token, params })).toMatchObject({ status: 200, body: { data: null } });
    for (const [method, body] of [["GET"], ["PATCH", { role: "student" }], ["DELETE"]] as const)
      expect(await call("users/[id]", method, { token, params, ...(body && { body }) })).toMatchObject({
        status: 404,
        body: { error: "User not found" },
      });

    const invited = await call("users", "POST", { token, body: shown });
    expect(Object.keys(invited.body.data as object)).toEqual([...Object.keys(user), "invitation_url", "mailed", "mail_problem"]);
  });

  it("have an invitation that can be looked for; without a mail server there is no test of it", async () => {
    const { token } = await makePerson("admin");
    const invited = (await call("users", "POST", { token, body: shown })).body.data as { id: string };
    const listed = async (invitation: string) => call("users", "GET", { token, query: { invitation } });
    const found = listedUserSchema.array().parse((await listed("not_sent")).body.data);

    expect(found.find(({ id }) => id === invited.id)?.invitation).toEqual({ state: "not_sent", at: null, problem: null });
    expect((await listed("used")).body.data).toEqual([]);
    expect(await listed("lost")).toMatchObject({ status: 400, body: { details: [{ param: "invitation" }] } });

    linkSchema.parse((await call("users/[id]/link", "POST", { token, params: { id: invited.id } })).body.data);
    expect(await call("mail/test", "POST", { token })).toMatchObject({
      status: 409,
      body: { error: "This server sends no email: no mail server is set up" },
    });
  });

  it.each<[string, string, unknown, string]>([
    ["users", "POST", { ...shown, role: "owner" }, "role"],
    ["users", "POST", { ...shown, password: "short" }, "password"],
    ["users", "POST", { ...shown, id: someId }, "id"],
    ["users", "POST", { ...shown, first_name: " " }, "first_name"],
    ["users/[id]", "PATCH", {}, ""],
    ["users/[id]", "PATCH", { role: "student", password: "correct horse" }, "password"],
    ["users/import", "POST", { csv_base64: "%" }, "csv_base64"],
    ["users/import", "POST", { csv_base64: "YQ==", confirm: "yes" }, "confirm"],
  ])("%s %s names what is wrong with %j", async (path, method, body, param) => {
    const { token } = await makePerson("admin");
    const { user } = await makeStudent();
    expect(await call(path, method, { token, params: { id: user.id }, body })).toMatchObject({
      status: 400,
      body: { details: [{ param }] },
    });
  });

  it("are looked for by anything but what cannot be stored", async () => {
    const { token } = await makePerson("admin");
    for (const query of ["\0", "\ud800", "x".repeat(201)])
      expect((await call("users", "GET", { token, query: { query } })).status).toBe(query === "\ud800" ? 200 : 400);
    for (const query of ["", "%", "\\", "'", "a b c d e f g h i j k l"])
      expect((await call("users", "GET", { token, query: { query } })).status).toBe(200);
  });

  it("are closed to everybody else, all of them", async () => {
    const scene = await makeScene();
    const { caller } = await makePerson("admin");
    const adminOnly = routePaths.filter((path) => /^(users(?!\/me)|audit|mail)/.test(path));
    const before = JSON.stringify([
      await db().user.findMany({ orderBy: { id: "asc" } }),
      await db().session.findMany({ orderBy: { id: "asc" } }),
    ]);
    let refused = 0;

    for (const { token, user } of [scene.student, scene.lecturer])
      for (const path of adminOnly) {
        for (const method of await methodsOf(path))
          for (const id of [user.id, caller.user.id]) {
            const params = { id, sid: caller.sessionId };
            expect(await call(path, method, { token, params, ...(method !== "GET" && { body: {} }) }), `${method} ${path}`).toMatchObject({
              status: 403,
              body: { error: "You are not allowed to do this" },
            });
            refused++;
          }
      }
    expect(refused).toBeGreaterThan(40);
    expect(
      JSON.stringify([await db().user.findMany({ orderBy: { id: "asc" } }), await db().session.findMany({ orderBy: { id: "asc" } })]),
    ).toBe(before);
  });
});
