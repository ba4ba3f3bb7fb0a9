import { useState } from "react";
import { loadingProblem } from "#lib/client/api/problems";

/** One step of a list that goes on: whether it is on its way, and what went wrong with the last try. */
export function useMore(load: () => Promise<void>) {
  const [loading, setLoading] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const more = async () => {
    setLoading(true);
    setProblem(null);
    try {
      await load();
    } catch (error) {
      setProblem(loadingProblem(error));
    } finally {
      setLoading(false);
    }
  };
  return { loading, problem, more };
}
