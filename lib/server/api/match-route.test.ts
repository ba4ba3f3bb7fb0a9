import { describe, expect, it } from "vitest";
import { makeMatcher } from "./match-route";

const match = makeMatcher({
  "/api/[...rest]": "rest",
  "/api/users": "users",
  "/api/users/me": "me",
  "/api/users/[id]": "user",
  "/api/users/[id]/sessions": "sessions",
  "/api/users/[id]/sessions/[sid]": "session",
  "/api/auth/[...nextauth]": "next-auth",
  "/api/auth/me": "who",
});

describe("matching a route", () => {
  it.each<[string, string, Record<string, string>]>([
    ["/api/users", "users", {}],
    ["/api/users/me", "me", {}],
    ["/api/users/1", "user", { id: "1" }],
    ["/api/users/a%2Fb%20c", "user", { id: "a/b c" }],
    ["/api/users/1/sessions/2", "session", { id: "1", sid: "2" }],
    ["/api/users/me/sessions", "sessions", { id: "me" }],
    ["/api/users/me/nothing", "rest", {}],
    ["/api/auth/me", "who", {}],
    ["/api/auth/me/more", "next-auth", {}],
    ["/api/auth/csrf", "next-auth", {}],
    ["/api/USERS", "rest", {}],
    ["/api/__proto__/constructor", "rest", {}],
  ])("%s is %s", (path, route, params) => expect(match(path)).toMatchObject({ route, params }));

  it("tells the folder, which has as few values as there are routes", () => {
    expect(match("/api/users/1/sessions/2")?.folder).toBe("/api/users/[id]/sessions/[sid]");
    expect(match("/api/nothing/at/all")?.folder).toBe("/api/[...rest]");
  });

  it.each(["/api/users/", "/api//users", "/api/", "/other", "/"])("%s is nobody's", (path) => expect(match(path)).toBeNull());

  it("refuses two names for one segment", () => {
    expect(() => makeMatcher({ "/a/[id]": 1, "/a/[name]/b": 2 })).toThrow("[id] and [name]");
  });
});
