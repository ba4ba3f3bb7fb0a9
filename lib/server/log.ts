import pino, { type Logger } from "pino";
import { remember } from "./remember";

/** A level that does not exist is the configuration's to refuse, with everything else that is wrong. */
const logLevel = (given: string | undefined) => (given && (given === "silent" || given in pino.levels.values) ? given : "info");

/** Structured logs on standard output. Secrets never go in; what could carry one is cut here as a second guard. */
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
 * Whoever reads standard output may go away: a pipe that ends, a collector that crashes. Node then makes an error of every line, Next logs
 * every error that nobody caught, and the two would keep a core busy for ever. What cannot be said is dropped; people are served all the same.
 */
export function ignoreClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
}
