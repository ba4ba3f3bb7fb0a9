import Link from "next/link";
import { EmptyState } from "#components/discussions/empty-state";
import { Button } from "#components/ui/button";

export default function VideoNotFound() {
  const back = (
    <Button asChild>
      <Link href="/courses">Go to courses</Link>
    </Button>
  );
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-5">
      <EmptyState heading="h1" title="Video not found" action={back}>
        It may have been removed, or the link is incomplete.
      </EmptyState>
    </div>
  );
}
