import type { Bars } from "../report";
import { r3, r5, r6 } from "./crashes";
import { r11 } from "./feeds";
import { r1, r2 } from "./jitter";
import { r4 } from "./outages";
import { r8 } from "./races";
import { r9 } from "./restarts";
import { r10 } from "./soak";

/** The bars of docs/reliability.md. */
export const chaosBars: Bars = {
  R1: ["jitter, one process", r1],
  R2: ["jitter, several processes", r2],
  R3: ["kill -9 of one of two processes", r3],
  R4: ["PostgreSQL and Redis away", r4],
  R5: ["kill -9 on the embedded database", r5],
  R6: ["killed between insert, commit and emit", r6],
  R8: ["races", r8],
  R9: ["rolling restart", r9],
  R10: ["soak, churn and slow readers", r10],
  R11: ["the feed of a class", r11],
};
