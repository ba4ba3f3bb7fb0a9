"use client";
import { useState } from "react";
import { api } from "#lib/client/api";
import { actionProblem } from "../forms/problems";
import { Button } from "../ui/button";
import { Problem } from "../ui/problem";

/** Whoever turned two-factor sign-in on may want it to hold for the browsers that were signed in before, too. */
export function EndOthers() {
  const [ended, setEnded] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const end = async () => {
    setProblem(null);
    try {
      setEnded((await api<{ ended: number }>("DELETE", "/api/auth/sessions")).ended);
    } catch (error) {
      setProblem(actionProblem(error));
    }
  };
  return (
    <div className="grid justify-items-start gap-2 text-sm leading-relaxed">
      <p>Browsers and devices that are signed in now stay signed in. Is one of them not yours?</p>
      <Problem>{problem}</Problem>
      {ended === null ? (
        <Button type="button" size="sm" variant="outline" onClick={() => void end()}>
          End other sessions
        </Button>
      ) : (
        <p role="status" className="text-success">
          {ended === 0 ? "There were no others." : "All other sessions have ended."}
        </p>
      )}
    </div>
  );
}
