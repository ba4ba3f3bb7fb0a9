import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { makeDataDir } from "./data-dir";

const folder = mkdtempSync(join(tmpdir(), "handraise-data-dir-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("makeDataDir", () => {
  it("makes what is missing, for this user only, and takes what is there", () => {
    const made = join(folder, "a/b/c");
    makeDataDir(made);
    makeDataDir(made);
    expect(statSync(made).mode & 0o777).toBe(0o700);
  });

  it("names the variable, the folder and the reason when it cannot", () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    expect(() => makeDataDir(file)).toThrow(`DATA_DIR ${file} cannot be used: there is a file of that name`);
    expect(() => makeDataDir(join(file, "below"))).toThrow(/^DATA_DIR .* cannot be used: a part of it is a file, not a folder/);
  });

  it.runIf(existsSync("/proc/self"))("ends at once below a folder in which nothing can be made", () => {
    expect(() => makeDataDir("/proc/handraise/data")).toThrow(/^DATA_DIR \/proc\/handraise\/data cannot be used/);
  });
});
