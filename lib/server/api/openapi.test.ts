import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { routeTable } from "#app/api/route-table.ts";
import { callRoute } from "#lib/testing/call-route.ts";
import { openApi } from "./openapi";
import { route } from "./route";

type Operation = {
  operationId: string;
  parameters: { name?: string; in?: string; schema?: { pattern?: string } }[];
  responses: Record<string, unknown>;
};
const description = openApi(routeTable);
const text = JSON.stringify(description);
const paths = description.paths as Record<string, Record<string, Operation>>;
const all = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation, name: `${method} ${path}` })),
);
const apiFolder = join(import.meta.dirname, "../../../app/api");

describe("openApi", () => {
  it("is OpenAPI 3.1", async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(description));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
  });

  it("holds every route and method of the tree", async () => {
    const files = readdirSync(apiFolder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith("route.ts"));
    const found: string[] = [];

    for (const file of files.filter((one) => !one.includes("[..."))) {
      const path = `/api/${file.slice(0, -"/route.ts".length)}`.replace(/\[([^\]]+)\]/g, "{$1}");
      for (const method of Object.keys((await import(join(apiFolder, file))) as object)) found.push(`${method.toLowerCase()} ${path}`);
    }
    expect(found.length).toBeGreaterThan(80);
    expect(all.map(({ name }) => name).toSorted()).toEqual(found.toSorted());
  });

  it("has unique names and references that lead somewhere, and says what stands in a path", () => {
    const ids = all.map(({ operation }) => operation.operationId);

    expect(new Set(ids).size).toBe(ids.length);
    for (const [, pointer = ""] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const target = pointer.split("/").reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], description);
      expect(target, pointer).toBeDefined();
    }
    for (const { path, name, operation } of all) {
      const told = operation.parameters.filter((one) => one.in === "path").map((one) => one.name);
      expect(told, name).toEqual([...path.matchAll(/\{([^}]+)\}/g)].map(([, param]) => param));
    }
  });

  it("has a success and its failures for every operation", () => {
    for (const { name, path, operation } of all) {
      const statuses = Object.keys(operation.responses);
      expect(
        statuses.some((status) => status === "200" || status === "201"),
        name,
      ).toBe(true);
      expect(statuses, name).toEqual(expect.arrayContaining(["429", "503"]));
      if (/\{id\}/.test(path)) expect(statuses, name).toEqual(expect.arrayContaining(["401", "404"]));
    }
  });

  it("says by formats what patterns would say at length", () => {
    const patterns = [...text.matchAll(/"pattern":"((?:[^"\\]|\\.)*)"/g)].map(([, pattern = ""]) => pattern);
    expect(patterns.filter((pattern) => pattern.length > 60)).toEqual([]);
    for (const format of ["date-time", "uuid", "email"]) expect(text).toContain(`"format":"${format}"`);
    // Patterns in a JSON Schema have no flags, so this one has to match both cases without one.
    const language = paths["/api/videos/{id}/captions"]?.get?.parameters.find((one) => one.name === "language");
    for (const tag of ["de", "pt-BR", "PT-br"]) expect(tag).toMatch(new RegExp(language?.schema?.pattern ?? "^$"));
  });

  it("makes a failure of an answer that says more than its route describes, or other things", async () => {
    const said: { answer: unknown } = { answer: null };
    const answer = z.strictObject({ name: z.string() });
    const one = route({ auth: "none", answer, message: "One" }, async () => said.answer as z.infer<typeof answer>);
    const page = route({ auth: "none", answer, page: true, message: "Some" }, async () => ({
      items: [said.answer as z.infer<typeof answer>],
    }));

    for (const handle of [one, page]) {
      said.answer = { name: "Ann" };
      expect((await handle(new Request("http://localhost/"), { params: Promise.resolve({}) })).status).toBe(200);
      for (const wrong of [{ name: "Ann", password_hash: "x" }, { name: 1 }, {}, null]) {
        said.answer = wrong;
        const response = await handle(new Request("http://localhost/"), { params: Promise.resolve({}) });
        expect(response.status, JSON.stringify(wrong)).toBe(500);
        expect(await response.text()).not.toContain("password_hash");
      }
    }
  });

  it("has tests notice a refusal that a route does not describe", async () => {
    const { AppError } = await import("../errors");
    const refusing = route({ auth: "none", answer: z.null(), refuses: { conflict: ["Full"] }, message: "None" }, async ({ request }) => {
      throw new AppError(request.idempotencyKey === "other" ? "forbidden" : "conflict", request.idempotencyKey ?? "");
    });
    const call = (key: string) => callRoute(refusing, "GET", { headers: { "idempotency-key": key } });

    expect(await call("Full")).toMatchObject({ status: 409 });
    await expect(call("Empty")).rejects.toThrow("otherwise than described");
    await expect(call("other")).rejects.toThrow("does not name");
  });
});
