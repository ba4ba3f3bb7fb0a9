import { percentile } from "../report";
import type { DatabaseKind, Scene } from "./scene";
import type { Line } from "./table";

/** The time from the start of the process until it is ready, and the memory that it then takes. Nothing has to be set up or migrated. */
export async function starts(scene: Scene, kind: DatabaseKind): Promise<Line[]> {
  const took: number[] = [];
  for (let n = 0; n < 5; n++) {
    await scene.app.stop();
    const from = performance.now();
    await scene.app.start();
    took.push((performance.now() - from) / 1000);
  }
  const seconds = percentile(took, 50);
  return [
    {
      bar: "start",
      what: "from start to ready (s)",
      ours: seconds.toFixed(2),
      floor: "–",
      ratio: seconds,
      atMost: kind === "postgres" ? 1 : 3,
    },
  ];
}
