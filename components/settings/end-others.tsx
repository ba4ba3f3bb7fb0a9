"use client";
import { useState } from "react";
import { api } from "#lib/client/api/api.ts";
import { actionProblem } from "#lib/client/api/problems.ts";
import { Button } from "../ui/button";
import { Problem } from "../ui/problem";

/** Offers to sign out other browsers once two-factor sign-in is on. Because they signed in without a code. */
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
      <p>Your other devices stay signed in. Don’t recognise one of them?</p>
      <Problem>{problem}</Problem>
      {ended === null ? (
        <Button type="button" size="sm" variant="outline" onClick={() => void end()}>
          Sign out other devices
        </Button>
      ) : (
        <p role="status" className="text-success">
          {ended === 0 ? "There were no other devices." : "You’re signed out everywhere else."}
        </p>
      )}
    </div>
  );
}
