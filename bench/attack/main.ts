// `npm run attack [-- --quick] [S1 S4 …]`: attacks the built server over real HTTP, TCP and sockets, and counts what got through. Bars: docs/security.md.
import "../quiet";
import { runBars } from "../report";
import { s13 } from "./framework";
import { guessingAndFloods } from "./second";
import { stopSharedTarget } from "./target";

await runBars(
  {
    ...guessingAndFloods,
    S13: ["the framework's own ways in", s13],
  },
  stopSharedTarget,
);
