import type { Bars } from "../report";
import { s8 } from "./enumeration";
import { s12, s17 } from "./floods";
import { s7 } from "./guessing";
import { s10 } from "./scripts";
import { s9 } from "./stored-secrets";
import { s16 } from "./uploads";
import { s11 } from "./values";

/** The bars of this half, as `main.ts` takes them. */
export const guessingAndFloods: Bars = {
  S7: ["guesses", s7],
  S8: ["who has an account", s8],
  S9: ["secrets as they are stored", s9],
  S10: ["scripts in what people write", s10],
  S11: ["bad values", s11],
  S12: ["floods by nobody", s12],
  S16: ["hostile files", s16],
  S17: ["floods by one person", s17],
};
