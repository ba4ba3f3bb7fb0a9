import { describe, expect, it } from "vitest";
import { originForm, problemOfAddress } from "./address-check";

describe("an address that cannot be", () => {
  it.each([
    ["/api/courses/%"],
    ["/api/users/%ff"],
    ["/api/%E0%A4%A"],
    ["/courses/%"],
    ["/videos/%E0%A4%A"],
    ["/api/x?query=100%"],
    ["/%00"],
    ["/api/x/a%00b"],
    ["/courses/%c0%af"],
    ["/courses/%ED%A0%80"],
    ["/courses/\xff"],
    ["/x/../api/auth/login"],
    ["/x/%2e%2E/api"],
    ["/x/."],
    ["/.."],
    ["*"],
    ["example.edu:443"],
    [`/${"x".repeat(9000)}`],
  ])("%.40s", (url) => {
    expect(problemOfAddress(url, false)).not.toBeNull();
  });
});

describe("an address like any other", () => {
  it.each([
    ["/"],
    ["/api/x?query=%C3%BC%20%26&limit=20"],
    ["/courses/caf%C3%A9"],
    ["/.well-known/security.txt"],
    ["/login?next=%2Fcourses%3Fa%3D%2525"],
    ["/a..b/...c"],
    ["/x?next=/../y"],
  ])("%s", (url) => {
    expect(problemOfAddress(url, true)).toBeNull();
  });
});

describe("problemOfAddress", () => {
  it("leaves %00 in a query to the route, which names the field, and not to a page", () => {
    expect(problemOfAddress("/api/x?query=%00", false)).toBeNull();
    expect(problemOfAddress("/courses?query=%00", true)).not.toBeNull();
  });

  it("takes the address of a request to a proxy", () => {
    expect(originForm("http://other.example/api/x?y=1")).toBe("/api/x?y=1");
    expect(originForm("HTTPS://other.example:1?y")).toBe("/?y");
    expect(originForm("http://other.example")).toBe("/");
    expect(originForm("/api/http://x/")).toBe("/api/http://x/");
  });
});
