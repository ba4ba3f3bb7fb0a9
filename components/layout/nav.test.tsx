import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { navigation } from "#components/navigation-stub.ts";
import type { Role } from "#lib/contract/auth.ts";
import { Nav } from "./nav";

afterEach(cleanup);

const linksOf = (role: Role, teaches: boolean) => {
  navigation.path = "/courses";
  render(<Nav role={role} teaches={teaches} at="top" />);
  const names = screen.getAllByRole("link").map(({ textContent }) => textContent);
  cleanup();
  return names;
};

describe("Nav", () => {
  it("leads whoever teaches to the queue, whatever their account is", () => {
    expect(linksOf("student", false)).toEqual(["Home", "Courses", "Discussions"]);
    expect(linksOf("student", true)).toEqual(["Home", "Dashboard", "Courses", "Discussions"]);
    expect(linksOf("lecturer", true)).toEqual(["Dashboard", "Courses", "Discussions"]);
    expect(linksOf("admin", false)).toEqual(["People", "Courses", "Audit log", "School"]);
    expect(linksOf("admin", true)).toEqual(["People", "Dashboard", "Courses", "Discussions", "Audit log", "School"]);
  });
});
