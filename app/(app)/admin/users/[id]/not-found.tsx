import Link from "next/link";
import { Button } from "#components/ui/button";

/** Also what stands here when another admin has just deleted the account. */
export default function NoSuchUser() {
  return (
    <div className="mx-auto grid min-h-[60dvh] max-w-md content-center justify-items-center gap-3 px-5 text-center">
      <h1 className="font-semibold text-2xl">This account is not there</h1>
      <p className="text-muted-foreground">It was deleted, or the address has a slip in it.</p>
      <Button asChild className="mt-3">
        <Link href="/admin/users">To the people</Link>
      </Button>
    </div>
  );
}
