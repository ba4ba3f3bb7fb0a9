import pino, { type Logger } from "pino";
import { remember } from "./remember";

/** Structured logs on standard output. Secrets never go in; what could carry one is cut here as a second guard. */
export const log: Logger = remember("log", () =>
  pino({
    level: process.env.LOG_LEVEL || "info",
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ["password", "*.password", "token", "*.token", "*.access_token", "*.refresh_token", "*.authorization", "*.cookie"],
      censor: "[cut]",
    },
  }),
);
