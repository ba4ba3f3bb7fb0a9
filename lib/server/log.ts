import pino, { type Logger } from "pino";
import { remember } from "./remember";

/** The level of the log. The configuration refuses a level that does not exist, with everything else that is wrong. */
const logLevel = (level: string | undefined) => (level && (level === "silent" || level in pino.levels.values) ? level : "info");

/** Structured logs on standard output. Secrets are never logged; fields that could carry one are redacted as a second guard. */
export const log: Logger = remember("log", () =>
  pino({
    level: logLevel(process.env.LOG_LEVEL),
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ["password", "*.password", "token", "*.token", "*.access_token", "*.refresh_token", "*.authorization", "*.cookie"],
      censor: "[cut]",
    },
  }),
);

/**
 * Drops log lines when nobody reads standard output: a pipe that ended, a collector that crashed. Otherwise Node makes an error of every
 * line and Next logs every uncaught error, and the two would keep a core busy for ever.
 */
export function ignoreClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
}
