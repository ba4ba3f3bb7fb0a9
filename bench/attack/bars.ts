import type { Bars } from "../report";
import { s1 } from "./authorisation";
import { s6 } from "./cross-site";
import { s8 } from "./enumeration";
import { s12, s17 } from "./floods";
import { s13 } from "./framework";
import { s7 } from "./guessing";
import { s5 } from "./origins";
import { p } from "./protocol";
import { s15 } from "./revocation";
import { s2 } from "./rooms";
import { s10 } from "./scripts";
import { s14 } from "./secrets";
import { s4 } from "./sessions";
import { s9 } from "./stored-secrets";
import { s3 } from "./tokens";
import { s16 } from "./uploads";
import { s11 } from "./values";

/** The bars of docs/security.md. */
export const attackBars: Bars = {
  P: ["the protocols of the socket", p],
  S1: ["who may see and do what", s1],
  S2: ["rooms and namespaces", s2],
  S3: ["forged tokens", s3],
  S4: ["refresh tokens, links and passwords at once and again", s4],
  S5: ["foreign origins", s5],
  S6: ["writes of foreign pages", s6],
  S7: ["guesses", s7],
  S8: ["who has an account", s8],
  S9: ["secrets as they are stored", s9],
  S10: ["scripts in what people write", s10],
  S11: ["bad values", s11],
  S12: ["floods by nobody", s12],
  S13: ["the framework's own ways in", s13],
  S14: ["planted secrets", s14],
  S15: ["taking away, on two processes", s15],
  S16: ["hostile files", s16],
  S17: ["floods by one person", s17],
};

/** Those that attack one server together, which `sharedTarget` starts. */
export const onSharedTarget = ["P", "S1", "S2", "S3", "S4", "S5", "S6", "S13", "S14"];
