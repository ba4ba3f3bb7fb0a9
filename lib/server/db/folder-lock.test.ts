import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { announceLeaving, lockFolder, waitForLeaver } from "./folder-lock";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "handraise-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("lockFolder", () => {
  it("lets one in at a time, and the next one after it let go", () => {
    for (let round = 0; round < 3; round++) {
      const unlock = lockFolder(folder);
      expect(() => lockFolder(folder)).toThrow(`in use by process ${process.pid}`);
      unlock();
    }
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it("is waited for while its holder is about to stop, and no longer", async () => {
    const unlock = lockFolder(folder);
    await waitForLeaver(folder);
    expect(() => lockFolder(folder)).toThrow("in use");

    announceLeaving();
    setTimeout(unlock, 250);
    await waitForLeaver(folder);
    lockFolder(folder)();
  });

  it.each(['{"pid":999999999,"started":"1"}', `{"pid":${process.pid},"started":"1"}`, "{}", "", "{half"])(
    "takes over what a dead process left, also when its number was given to another: %s",
    (left) => {
      writeFileSync(join(folder, "lock.7"), left);
      const unlock = lockFolder(folder);
      expect(() => lockFolder(folder)).toThrow("in use");
      expect(readdirSync(folder)).toEqual(["lock.8"]);
      unlock();
    },
  );

  it("lets one in of many that find a dead one's lock at the same moment", async () => {
    const program = `
    import { existsSync } from "node:fs";
    import { announceLeaving, lockFolder, waitForLeaver } from "#lib/server/db/folder-lock.ts";
    const [folder, start] = process.argv.slice(-2);
    console.log("here");
    while (!existsSync(start));
    try { lockFolder(folder); console.log("mine"); } catch (error) { console.log(error.message); }
    setTimeout(() => undefined, 60_000);`;
    writeFileSync(join(folder, "lock.1"), '{"pid":999999999,"started":"1"}');
    const start = join(folder, "start");
    const said: string[] = Array.from({ length: 6 }, () => "");
    const children = said.map((_, n) => {
      const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", program, folder, start], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      child.stdout.on("data", (chunk: Buffer) => {
        said[n] += chunk.toString();
      });
      return child;
    });
    const all = async (pattern: RegExp) => {
      while (!said.every((text) => pattern.test(text))) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    await all(/here/);
    writeFileSync(start, "");
    await all(/mine|in use/);

    expect(said.filter((text) => text.includes("mine"))).toHaveLength(1);

    for (const child of children) child.kill("SIGKILL");
    await Promise.all(children.map((child) => once(child, "exit")));
    lockFolder(folder)();
  });
});
