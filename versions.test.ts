import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

/** The lowest versions without known security holes. The lock file must not go below them. */
const floors: Record<string, string> = {
  next: "16.4.6",
  "socket.io-parser": "4.2.7",
  ws: "8.23.0",
  "next-auth": "4.24.15",
  sharp: "0.35.5",
};

const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
  packages: Record<string, { version?: string; name?: string }>;
};

/** Every copy of a package that is installed, those inside other packages too. */
function copiesOf(name: string): { path: string; version: string }[] {
  return Object.entries(packages)
    .filter(([path, { name: alias }]) => path.endsWith(`node_modules/${name}`) || alias === name)
    .map(([path, { version = "0" }]) => ({ path, version }));
}

/** Whether a version is at or above `floor`. A pre-release is below its release. */
function isAtLeast(version: string, floor: string): boolean {
  const numbers = (text: string) => (text.split("-")[0] ?? "").split(".").map(Number);
  const [ours, wanted] = [numbers(version), numbers(floor)];
  for (const [index, number] of wanted.entries()) if (ours[index] !== number) return (ours[index] ?? 0) > number;
  return !version.includes("-");
}

describe("versions", () => {
  test("are compared by their numbers", () => {
    expect(["8.23.0", "8.23.1", "9.0.0", "8.100.0"].every((version) => isAtLeast(version, "8.23.0"))).toBe(true);
    expect(["8.22.9", "8.3.0", "7.99.0", "8.23.0-rc.1"].some((version) => isAtLeast(version, "8.23.0"))).toBe(false);
  });

  test.each(Object.entries(floors))("of %s in the lock file are %s or later, every copy", (name, floor) => {
    const copies = copiesOf(name);
    expect(copies).not.toEqual([]);
    expect(copies.filter(({ version }) => !isAtLeast(version, floor))).toEqual([]);
  });
});
