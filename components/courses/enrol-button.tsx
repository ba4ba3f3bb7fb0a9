"use client";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { toast } from "sonner";
import { Button } from "#components/ui/button";
import { ApiError, api } from "#lib/client/api";

/** Joins a course or leaves it; what the page shows of it comes anew from the server. */
export function EnrolButton({ courseId, title, enrolled }: { courseId: string; title: string; enrolled: boolean }) {
  const router = useRouter();
  const [sending, setSending] = useState(false);
  const [refreshing, startRefresh] = useTransition();
  const busy = sending || refreshing;
  const change = async () => {
    if (busy) return;
    setSending(true);
    try {
      await api(enrolled ? "DELETE" : "POST", `/api/courses/${courseId}/enrollment`);
      startRefresh(() => router.refresh());
    } catch (error) {
      toast.error(error instanceof ApiError ? error.message : "That did not work. Try again.");
    } finally {
      setSending(false);
    }
  };
  return (
    <Button
      type="button"
      size="sm"
      variant={enrolled ? "outline" : "primary"}
      // Not `disabled`: a button that goes loses the focus, and whoever has no mouse their place.
      aria-disabled={busy}
      onClick={() => void change()}
    >
      {enrolled ? "Leave" : "Enrol"}
      <span className="sr-only"> {title}</span>
    </Button>
  );
}
