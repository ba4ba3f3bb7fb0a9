import Link from "next/link";
import { EmptyState } from "#components/discussions/empty-state";
import { Button } from "#components/ui/button";

export default function VideoNotFound() {
  const back = (
    <Button asChild>
      <Link href="/courses">Go to the courses</Link>
    </Button>
  );
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-5">
      <h1 className="sr-only">Video not found</h1>
      <EmptyState title="This video is not here" action={back}>
        It was taken away, or the address is not complete.
      </EmptyState>
    </div>
  );
}
