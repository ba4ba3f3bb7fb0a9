// One set-up at a time in a folder. A second one waits for the first, and then mostly finds nothing left to do.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** When a process started, in the kernel's count; "" where there is no /proc or no such process. */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

/** The process that holds the lock; null when it is gone, because its id may belong to another by now. */
function holderOf(file) {
  try {
    const [pid, started] = readFileSync(file, "utf8").split(" ");
    process.kill(Number(pid), 0);
    return started === startOf(pid) && Number(pid) !== process.pid ? pid : null;
  } catch (error) {
    return error.code === "EPERM" ? "of another user" : null;
  }
}

const pause = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

/** Runs `work` while no other set-up runs here. */
export function alone(folder, work) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "lock");
  let isAnnounced = false;
  for (;;) {
    try {
      writeFileSync(file, `${process.pid} ${startOf(process.pid)}`, { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    const holder = holderOf(file);
    if (!existsSync(file)) continue;
    if (holder === null) {
      // It may be half written by a process that is about to go on, so this looks twice before it takes over.
      pause(50);
      if (holderOf(file) === null) rmSync(file, { force: true });
      continue;
    }
    if (!isAnnounced) console.log(`Setting up: waiting for the set-up of process ${holder}`);
    isAnnounced = true;
    pause(200);
  }
  try {
    return work();
  } finally {
    rmSync(file, { force: true });
  }
}
