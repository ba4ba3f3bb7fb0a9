import { useState } from "react";
import { loadingProblem } from "#lib/client/api/problems";

/** Loading the next part of a list: whether it is under way, and what went wrong at the last try. */
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
