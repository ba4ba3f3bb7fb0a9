import Link from "next/link";
import { Button } from "#components/ui/button.tsx";

/** Also shown when another admin has just deleted the account. */
export default function NoSuchUser() {
  return (
    <div className="mx-auto grid min-h-[60dvh] max-w-md content-center justify-items-center gap-3 px-5 text-center">
      <h1 className="page-title">Account not found</h1>
      <p className="text-muted-foreground">It may have been deleted. Check the link for typos.</p>
      <Button asChild className="mt-3">
        <Link href="/admin/users">Go to People</Link>
      </Button>
    </div>
  );
}
