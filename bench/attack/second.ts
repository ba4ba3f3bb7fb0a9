import type { Bars } from "../report";
import { s12, s17 } from "./floods";
import { s11 } from "./values";

/** The bars of this half, as `main.ts` takes them. */
export const guessingAndFloods: Bars = {
  S11: ["bad values", s11],
  S12: ["floods by nobody", s12],
  S17: ["floods by who is signed in", s17],
};
