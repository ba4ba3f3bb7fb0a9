"use client";
import { RefreshCw } from "lucide-react";
import { useStore } from "zustand";
import { Button } from "#components/ui/button.tsx";
import { outOfDate } from "#lib/client/out-of-date.ts";

/** Offers to load the page anew when the server no longer understands it. Not without being asked: someone may be watching or typing. */
export function OutOfDate() {
  const isOutOfDate = useStore(outOfDate, (state) => state.isOutOfDate);
  return (
    <div role="status" className="print:hidden">
      {isOutOfDate && (
        <div className="border-b bg-accent-soft text-accent-text">
          <div className="mx-auto flex w-full max-w-(--page-width) flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-2.5 sm:px-6">
            <p className="text-sm">
              <span className="font-semibold">Handraise was updated.</span> Reload to get new questions and answers. Your drafts are saved.
            </p>
            <Button type="button" variant="outline" size="sm" onClick={() => window.location.reload()}>
              <RefreshCw aria-hidden="true" />
              Reload
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}
