// `npm run attack [-- --quick] [S1 S4 …]`: attacks the built server over real HTTP, TCP and sockets, and counts what got through. Bars: docs/security.md.
import "../quiet";
import { runBars } from "../report";
import { attackBars } from "./bars";
import { stopSharedTarget } from "./target";

await runBars(attackBars, stopSharedTarget);
