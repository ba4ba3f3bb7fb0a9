import { MessageCircleOff } from "lucide-react";
import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

export default function ThreadNotFound() {
  const back = (
    <Button asChild>
      <Link href="/discussions">Go to your discussions</Link>
    </Button>
  );
  return (
    <div className="grid w-full max-w-3xl gap-5">
      <EmptyState icon={MessageCircleOff} heading="h1" title="Discussion not found" action={back}>
        It may have been deleted, or you don’t have access. Only the student who asked and the lecturer can see a discussion.
      </EmptyState>
    </div>
  );
}
