"use client";
import { Ban } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { Name } from "#components/ui/name.tsx";
import { api } from "#lib/client/api/api.ts";
import { actionProblem } from "#lib/client/api/problems.ts";
import type { Block } from "#lib/contract/blocks.ts";
import { Avatar } from "../ui/avatar";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { LocalTime } from "../ui/local-time";
import { Problem } from "../ui/problem";

/** The blocked students of a course. They may read it and not post in it. Each can be unblocked. */
export function BlockedStudents({ courseId, blocks }: { courseId: string; blocks: Block[] }) {
  const router = useRouter();
  const [problem, setProblem] = useState<string | null>(null);
  const [statusText, setStatusText] = useState<ReactNode>(null);
  const lift = async ({ user_id, name }: Block) => {
    setProblem(null);
    try {
      await api("DELETE", `/api/courses/${courseId}/blocks/${user_id}`);
      setStatusText(
        <>
          <Name>{name}</Name> can post again.
        </>,
      );
      document.getElementById("content")?.focus({ preventScroll: true });
      router.refresh();
    } catch (error) {
      setProblem(actionProblem(error));
    }
  };
  return (
    <div className="grid gap-4">
      <Problem>{problem}</Problem>
      <p role="status" className="text-success text-sm empty:hidden">
        {statusText}
      </p>
      {blocks.length === 0 ? (
        <EmptyState icon={Ban} title="Nobody is blocked">
          If someone disrupts the class, block them from the menu at the top of one of their questions. They can still read.
        </EmptyState>
      ) : (
        <ul className="divide-y rounded-xl border bg-card">
          {blocks.map((block) => (
            <li key={block.user_id} className="flex items-start gap-3 px-4 py-3">
              <Avatar name={block.name} quiet />
              <div className="min-w-0 flex-1 text-sm">
                <p className="truncate font-medium">
                  <Name>{block.name}</Name>
                </p>
                <p className="truncate text-muted-foreground">{block.email}</p>
                {block.reason && (
                  <p dir="auto" className="mt-1 break-words">
                    {block.reason}
                  </p>
                )}
                <p className="mt-1 text-muted-foreground text-meta">
                  by <Name>{block.blocked_by}</Name>, <LocalTime at={block.created_at} as="ago" />
                </p>
              </div>
              <Button type="button" size="sm" variant="outline" onClick={() => void lift(block)}>
                Unblock<span className="sr-only"> {block.name}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
