import { randomUUID } from "node:crypto";
import { linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The holder of a folder. The process's start belongs to it, because its id may have been given to another process since. */
type Holder = { pid: number; started: string };

/** What the kernel says of a process; null where there is no /proc, or no such process. */
function statOf(pid: number): { state: string; started: string } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in parentheses may hold anything, even spaces, so fields are counted behind it. State is field 3, start time 22.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0] ?? "", started: fields[19] ?? "" };
  } catch {
    return null;
  }
}

function isAlive({ pid, started }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const now = statOf(pid);
  // Killed, but not yet collected by its parent: it can be signalled, but holds nothing any more.
  if (now?.state === "Z") return false;
  return started === "" || now === null || now.started === started;
}

/** Null: released, or removed by a later holder. */
function holderOf(file: string): Holder | null {
  try {
    const { pid, started } = JSON.parse(readFileSync(file, "utf8")) as Partial<Holder>;
    return typeof pid === "number" ? { pid, started: started ?? "" } : null;
  } catch {
    return null;
  }
}

const fileOf = (folder: string, turn: number) => join(folder, `lock.${turn}`);

function turnsIn(folder: string): number[] {
  return readdirSync(folder).flatMap((name) => (/^lock\.\d+$/.test(name) ? [Number(name.slice("lock.".length))] : []));
}

/** Writes a file completely or not at all. */
function writeAtomically(folder: string, text: string, put: (draft: string) => void): void {
  const draft = join(folder, `lock-${randomUUID()}`);
  writeFileSync(draft, text, { mode: 0o600 });
  try {
    put(draft);
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Takes a folder for this process; a lock that a dead process left is taken over. Each holder makes the file of the next turn, which only
 * one process can. The file of the latest turn is never removed. With a single file, deleted and made anew, two processes that find a dead
 * one's lock at the same moment could delete each other's and both go on.
 * @returns how to release it
 * @throws Error that names the process which has it
 */
export function lockFolder(folder: string): () => void {
  const mine = JSON.stringify({ pid: process.pid, started: statOf(process.pid)?.started ?? "" } satisfies Holder);
  for (;;) {
    const turns = turnsIn(folder);
    const last = Math.max(0, ...turns);
    const holder = holderOf(fileOf(folder, last));
    if (holder && isAlive(holder))
      throw new Error(
        `The embedded database in ${folder} is in use by process ${holder.pid}. Stop that one first, set DATA_DIR to another folder, or set DATABASE_URL to a PostgreSQL server, which many processes can share.`,
      );
    const file = fileOf(folder, last + 1);
    try {
      writeAtomically(folder, mine, (draft) => linkSync(draft, file));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      // Another process was quicker: find out which.
      continue;
    }
    for (const turn of turns) rmSync(fileOf(folder, turn), { force: true });
    return () => writeAtomically(folder, "{}", (draft) => renameSync(draft, file));
  }
}
