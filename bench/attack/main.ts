// `npm run attack [-- --quick] [S1 S4 …]`: attacks the built server over real HTTP, TCP and sockets, and counts what got through. Bars: docs/security.md.
import "../quiet";
import { runBars } from "../report";
import { s1 } from "./authorisation";
import { s13 } from "./framework";
import { stopSharedTarget } from "./target";

await runBars(
  {
    S1: ["who may see and do what", s1],
    S13: ["the framework's own ways in", s13],
  },
  stopSharedTarget,
);
