"use client";
import { useState } from "react";
import { Name } from "#components/ui/name.tsx";
import { api } from "#lib/client/api/api.ts";
import { actionProblem } from "#lib/client/api/problems.ts";
import type { Preferences } from "#lib/contract/preferences.ts";
import { Button } from "../ui/button";
import { Link } from "../ui/link";
import { plainText } from "../ui/plain-text";
import { Problem } from "../ui/problem";

export type MutedThread = { id: string; question_text: string; video_title: string | null };

const path = "/api/notifications/preferences";

/** The discussions that a person has muted, each with a button to unmute it. */
export function MutedThreads({ initial }: { initial: MutedThread[] }) {
  const [threads, setThreads] = useState(initial);
  const [problem, setProblem] = useState<string | null>(null);
  const unmute = async (id: string) => {
    setProblem(null);
    try {
      // The present list, because another tab may have muted one more.
      const { muted_threads: before } = await api<Preferences>("GET", path);
      await api<Preferences>("PUT", path, { muted_threads: before.filter((one) => one !== id) });
      setThreads((before) => before.filter((one) => one.id !== id));
      document.getElementById("muted")?.focus();
    } catch (error) {
      setProblem(actionProblem(error));
    }
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <h3 id="muted" tabIndex={-1} className="font-semibold text-sm outline-none">
        Muted discussions
      </h3>
      {threads.length === 0 ? (
        <p className="text-muted-foreground text-sm">None yet. Mute a discussion with the bell icon at the top of it.</p>
      ) : (
        <ul className="divide-y rounded-xl border bg-card">
          {threads.map(({ id, question_text, video_title }) => (
            <li key={id} className="flex items-center gap-4 px-4 py-3">
              <div className="min-w-0 flex-1">
                <Link
                  href={`/discussions/threads/${id}`}
                  dir="auto"
                  className="block truncate rounded-sm font-medium text-sm hover:underline"
                >
                  {plainText(question_text)}
                </Link>
                <p className="truncate text-muted-foreground text-sm">
                  <Name>{video_title}</Name>
                </p>
              </div>
              <Button type="button" size="sm" variant="outline" onClick={() => void unmute(id)}>
                Unmute<span className="sr-only"> {plainText(question_text)}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Problem>{problem}</Problem>
    </div>
  );
}
