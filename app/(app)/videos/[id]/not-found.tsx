import { VideoOff } from "lucide-react";
import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

export default function VideoNotFound() {
  const back = (
    <Button asChild>
      <Link href="/courses">Go to courses</Link>
    </Button>
  );
  return (
    <div className="grid w-full max-w-3xl gap-5">
      <EmptyState icon={VideoOff} heading="h1" title="Video not found" action={back}>
        It may have been removed, or the link is incomplete.
      </EmptyState>
    </div>
  );
}
