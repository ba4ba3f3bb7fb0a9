import { randomUUID } from "node:crypto";
import { linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { log } from "../log";

/** The holder of a folder. The process's start belongs to it, because its id may have been given to another process since. */
type Holder = { pid: number; started: string /** It has its signal to stop. */; isLeaving?: boolean };

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
    const { pid, started, isLeaving } = JSON.parse(readFileSync(file, "utf8")) as Partial<Holder>;
    return typeof pid === "number" ? { pid, started: started ?? "", isLeaving: isLeaving === true } : null;
  } catch {
    return null;
  }
}

const fileOf = (folder: string, turn: number) => join(folder, `lock.${turn}`);

function turnsIn(folder: string): number[] {
  return readdirSync(folder).flatMap((name) => (/^lock\.\d+$/.test(name) ? [Number(name.slice("lock.".length))] : []));
}

const latestTurn = (turns: number[]): number => Math.max(0, ...turns);

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
  const me: Holder = { pid: process.pid, started: statOf(process.pid)?.started ?? "" };
  for (;;) {
    const turns = turnsIn(folder);
    const last = latestTurn(turns);
    const holder = holderOf(fileOf(folder, last));
    if (holder && isAlive(holder))
      throw new Error(
        `The embedded database in ${folder} is in use by process ${holder.pid}. Stop that one first, set DATA_DIR to another folder, or set DATABASE_URL to a PostgreSQL server, which many processes can share.`,
      );
    const file = fileOf(folder, last + 1);
    try {
      writeAtomically(folder, JSON.stringify(me), (draft) => linkSync(draft, file));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      // Another process was quicker: find out which.
      continue;
    }
    for (const turn of turns) rmSync(fileOf(folder, turn), { force: true });
    const rewrite = (holder: Partial<Holder>) => writeAtomically(folder, JSON.stringify(holder), (draft) => renameSync(draft, file));
    const announce = () => rewrite({ ...me, isLeaving: true });
    announcements.add(announce);
    return () => {
      announcements.delete(announce);
      rewrite({});
    };
  }
}

/** Say, for each folder that this process holds, that it is about to stop. */
const announcements = new Set<() => void>();

/** Tells whoever wants a folder of this process that it is about to stop, so that they wait for it. */
export function announceLeaving(): void {
  for (const announce of announcements)
    try {
      announce();
    } catch (error) {
      // A full disk, say. Who stops goes on stopping; the next one only waits for nothing.
      log.warn({ err: error }, "could not say that this process leaves");
    }
}

/** Waits for the holder of a folder if it is about to stop, for as long as that may take at most. */
export async function waitForLeaver(folder: string): Promise<void> {
  for (let waited = 0; waited < stopMs; waited += lookMs) {
    const holder = holderOf(fileOf(folder, latestTurn(turnsIn(folder))));
    if (!holder?.isLeaving || !isAlive(holder)) return;
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
}
/** How long a process takes to stop at most (docs/contract.md section 9), and how often is looked whether it has, in ms. */
const stopMs = 10_000;
const lookMs = 100;
