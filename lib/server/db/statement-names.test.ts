import { describe, expect, it } from "vitest";
import { statementNames } from "./statement-names";

describe("statementNames", () => {
  it("gives each text one name, another to every other, and none to what comes after the first 500", () => {
    const nameOf = statementNames();
    const [one, two] = [nameOf("SELECT 1"), nameOf("SELECT 2")];
    expect(one).toBeTruthy();
    expect(two).not.toBe(one);
    expect(nameOf("SELECT 1")).toBe(one);

    for (let n = 3; n <= 500; n++) nameOf(`SELECT ${n}`);
    expect(nameOf("SELECT 501")).toBe("");
    expect(nameOf("SELECT 2")).toBe(two);
  });
});
