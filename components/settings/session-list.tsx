"use client";
import { MonitorSmartphone } from "lucide-react";
import { useEffect, useState } from "react";
import { api } from "#lib/client/api/api.ts";
import { actionProblem } from "#lib/client/api/problems.ts";
import type { Session } from "#lib/contract/auth.ts";
import { Button } from "../ui/button";
import { LocalTime } from "../ui/local-time";
import { Problem } from "../ui/problem";
import { deviceName } from "./device";

type Props = {
  sessions: Session[];
  /** The path for ending sessions: with an id for one of them, without for all but the present one. */
  path: string;
  /** The text of the button for all of them. */
  all: string;
};

/** The sessions of a person. Ending one signs that browser out within seconds. */
export function SessionList({ sessions: loaded, path, all }: Props) {
  const [sessions, setSessions] = useState(loaded);
  const [problem, setProblem] = useState<string | null>(null);
  const [statusText, setStatusText] = useState("");
  // The page was loaded anew.
  useEffect(() => setSessions(loaded), [loaded]);
  const others = sessions.filter(({ current }) => !current);

  const end = async (which: Session | null) => {
    setProblem(null);
    setStatusText("");
    try {
      await api("DELETE", which ? `${path}/${which.id}` : path);
      setSessions((before) => before.filter((one) => one.current || (which !== null && one.id !== which.id)));
      setStatusText(which ? "Signed out." : "Signed out.");
      document.getElementById("sessions")?.focus();
    } catch (error) {
      setProblem(actionProblem(error));
    }
  };
  return (
    <div className="grid gap-3">
      <Problem>{problem}</Problem>
      {sessions.length === 0 ? (
        <p className="text-muted-foreground text-sm">Not signed in anywhere.</p>
      ) : (
        <ul className="divide-y rounded-xl border bg-card">
          {sessions.map((session) => (
            <li key={session.id} className="flex items-center gap-4 px-4 py-3">
              <MonitorSmartphone className="size-5 shrink-0 text-muted-foreground" aria-hidden="true" />
              <SessionFacts session={session} />
              {!session.current && (
                <Button type="button" size="sm" variant="outline" onClick={() => void end(session)}>
                  Sign out<span className="sr-only"> {deviceName(session.user_agent)}</span>
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {others.length > 0 && (
          <Button type="button" variant="outline" onClick={() => void end(null)}>
            {all}
          </Button>
        )}
        <p role="status" className="text-success text-sm">
          {statusText}
        </p>
      </div>
    </div>
  );
}

function SessionFacts({ session }: { session: Session }) {
  return (
    <div className="min-w-0 flex-1 text-sm">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-medium">{deviceName(session.user_agent)}</span>
        {session.current && <span className="text-accent-text text-meta">this browser</span>}
      </p>
      <p className="text-muted-foreground">
        Signed in <LocalTime at={session.created_at} as="ago" />
        {session.ip && <> from {session.ip}</>}
      </p>
    </div>
  );
}
