import { Button } from "#components/ui/button.tsx";
import { Link } from "../ui/link";

type Props = {
  title?: string;
  /** Where to go on. */
  href?: string;
  action?: string;
};

/** The 404 page, with a link to go on. */
export function NotFoundScreen({ title = "Page not found", href = "/", action = "Go to home" }: Props) {
  return (
    <div className="mx-auto grid min-h-[60dvh] max-w-md content-center justify-items-center gap-3 px-5 text-center">
      <h1 className="page-title">{title}</h1>
      <p className="text-muted-foreground">It may have been deleted. Check the link for typos.</p>
      <Button asChild className="mt-3">
        <Link href={href}>{action}</Link>
      </Button>
    </div>
  );
}
