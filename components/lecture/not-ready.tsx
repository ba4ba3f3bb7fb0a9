import { Cog, TriangleAlert } from "lucide-react";
import type { Video } from "#lib/contract/courses.ts";
import { RefreshOnEvents } from "../live/refresh-on-events";
import { EmptyState } from "../ui/empty-state";

/** Stands for the player of a video that can't be played yet, or never will be. Pages with a player load none of it. */
export function NotReady({ status, courseId }: { status: Video["status"]; courseId: string }) {
  return (
    <>
      <RefreshOnEvents courseId={courseId} />
      {status === "failed" ? (
        <EmptyState icon={TriangleAlert} title="Processing failed">
          The lecturer can upload a new file from the course page.
        </EmptyState>
      ) : (
        <EmptyState icon={Cog} title="Processing">
          This lecture will start here as soon as it’s ready.
        </EmptyState>
      )}
    </>
  );
}
