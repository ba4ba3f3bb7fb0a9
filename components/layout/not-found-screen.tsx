import Link from "next/link";
import { Button } from "#components/ui/button.tsx";

/** The 404 page, with a link to go on. */
export function NotFoundScreen() {
  return (
    <div className="mx-auto grid min-h-[60dvh] max-w-md content-center justify-items-center gap-3 px-5 text-center">
      <h1 className="page-title">Page not found</h1>
      <p className="text-muted-foreground">It may have been deleted. Check the link for typos.</p>
      <Button asChild className="mt-3">
        <Link href="/">Go to home</Link>
      </Button>
    </div>
  );
}
