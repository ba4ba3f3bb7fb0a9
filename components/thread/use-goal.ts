import { useCallback, useState } from "react";
import { flushSync } from "react-dom";

/** The message to which somebody goes. `draw` has it in the document at once, however far from the screen it is; not within an effect. */
export function useGoal() {
  const [goal, setGoal] = useState<string | null>(null);
  const draw = useCallback((id: string) => flushSync(() => setGoal(id)), []);
  return { goal, draw };
}
