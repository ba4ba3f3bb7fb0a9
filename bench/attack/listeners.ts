import type { Tried } from "./authorisation";
import type { Target } from "./target";
export async function listen(_target: Target): Promise<Tried> {
  return { attempts: 0, faults: [] };
}
