import { execFile, spawn } from "node:child_process";
import { setPriority } from "node:os";
import { promisify } from "node:util";
import { remember } from "./remember";

/** The limits of a child process. A child that exceeds one is ended. */
export type ChildLimits = {
  /** Wall-clock time. */
  timeoutMs: number;
  /** Address space. Enforced by the system on Linux only; elsewhere the child's own options must bound it. */
  memoryBytes: number;
  /** The largest file it may write; 0 for none. Enforced by the system on Linux only. */
  fileBytes: number;
};

export type ChildRun = {
  program: string;
  args: string[];
  limits: ChildLimits;
  /** Open files, which the child finds as its descriptors from 3 on. */
  fds?: number[];
  signal: AbortSignal;
  /** Called with each piece of standard output, which is then not kept. */
  onOutput?: (text: string) => void;
};

export type ChildEnd = {
  /** Null: a signal ended it. */
  code: number | null;
  /** Whether it took too long. */
  timedOut: boolean;
  /** The first `maxOutputBytes` of standard output. */
  output: string;
  /** The last 2,000 characters of standard error. */
  stderr: string;
};

const maxOutputBytes = 1024 ** 2;

/** The variables that a program needs to be found and to start. No secret of this process is among them. */
const inherited = ["PATH", "LD_LIBRARY_PATH", "SystemRoot"];
const environment = () => ({
  ...Object.fromEntries(inherited.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))),
  // Otherwise each thread of glibc would claim address space of its own.
  MALLOC_ARENA_MAX: "2",
});

/** Whether the system can end a child together with this process (util-linux). A child left behind would run on for hours. */
const canDieWithUs = () =>
  remember("children.canDieWithUs", () =>
    promisify(execFile)("setpriv", ["--pdeathsig", "KILL", "true"]).then(
      () => true,
      () => false,
    ),
  );

/** A limit that can't be set has been set lower already. */
const limiting = 'ulimit -c 0; ulimit -v "$1"; ulimit -f "$2"; ulimit -t "$3"; shift 3; exec "$@"';

/** The command that sets the limits and then becomes the program. Only Linux enforces all of them; elsewhere only the time limit holds. */
async function command({ program, args, limits }: ChildRun): Promise<[string, string[]]> {
  if (process.platform !== "linux") return [program, args];
  const { memoryBytes, fileBytes, timeoutMs } = limits;
  // In KiB, blocks of 512 bytes, and seconds of one core. The wall clock ends the child first, unless it runs on several cores.
  const figures = [memoryBytes / 1024, Math.ceil(fileBytes / 512), Math.ceil((4 * timeoutMs) / 1000)].map((figure) =>
    String(Math.ceil(figure)),
  );
  const limited = ["sh", "-c", limiting, "sh", ...figures, program, ...args];
  const [first = "", ...rest] = (await canDieWithUs()) ? ["setpriv", "--pdeathsig", "KILL", ...limited] : limited;
  return [first, rest];
}

/**
 * Runs a program on uploaded files: limited, at low priority, and without our environment.
 * @throws Error when it can't be started; the signal's reason
 */
export async function runBounded(run: ChildRun): Promise<ChildEnd> {
  const { limits, fds = [], signal, onOutput } = run;
  signal.throwIfAborted();
  const [program, args] = await command(run);
  const timeout = AbortSignal.timeout(Math.ceil(limits.timeoutMs));
  const ended = AbortSignal.any([signal, timeout]);
  const child = spawn(/* turbopackIgnore: true */ program, args, {
    stdio: ["ignore", "pipe", "pipe", ...fds],
    env: environment() as unknown as NodeJS.ProcessEnv,
    signal: ended,
    killSignal: "SIGKILL",
    windowsHide: true,
  });
  if (child.pid) lower(child.pid);
  let output = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    if (onOutput) onOutput(text);
    else if (output.length < maxOutputBytes) output += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr = (stderr + text).slice(-2000);
  });
  const code = await new Promise<number | null>((resolve, reject) => child.once("close", resolve).once("error", reject)).catch(
    (error: unknown) => {
      if (!ended.aborted) throw error;
      return null;
    },
  );
  signal.throwIfAborted();
  return { code, timedOut: timeout.aborted, output, stderr: stderr.trim() };
}

function lower(pid: number): void {
  try {
    setPriority(pid, 10);
  } catch {
    // It has ended already.
  }
}
