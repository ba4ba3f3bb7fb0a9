import Link from "next/link";
import { EmptyState } from "#components/discussions/empty-state";
import { Button } from "#components/ui/button";

export default function ThreadNotFound() {
  const back = (
    <Button asChild>
      <Link href="/discussions">Go to your discussions</Link>
    </Button>
  );
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-5">
      <h1 className="sr-only">Discussion not found</h1>
      <EmptyState title="This discussion is not here" action={back}>
        It was deleted, or it belongs to somebody else: only the student who asked and the lecturer of the course see a discussion.
      </EmptyState>
    </div>
  );
}
