// `npm run chaos [-- --quick] [R1 R4 …]`: breaks what can break, and counts what is lost. Bars: docs/reliability.md.
import "../quiet";
import { runBars } from "../report";
import { chaosBars } from "./bars";

await runBars(chaosBars);
