import { FileQuestionMark, type LucideIcon } from "lucide-react";
import type { Metadata } from "next";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "../ui/link";

type Props = { icon: LucideIcon; title: string; children: string; href: string; action: string };

/** Says in the place of what was asked for that it is not there, or not for the reader. `action` leads on. */
export function NotFoundPart({ icon, title, children, href, action }: Props) {
  const onwards = (
    <Button asChild>
      <Link href={href}>{action}</Link>
    </Button>
  );
  return (
    <div className="mx-auto grid min-h-[60dvh] w-full max-w-3xl content-center">
      <EmptyState icon={icon} heading="h1" title={title} action={onwards}>
        {children}
      </EmptyState>
    </div>
  );
}

/** The 404 page, with a link to go on. */
export const NoSuchPage = () => (
  <NotFoundPart icon={FileQuestionMark} title="Page not found" href="/" action="Go to home">
    It may have been deleted. Check the link for typos.
  </NotFoundPart>
);

/** Of a page that shows one of these. */
export const notFoundMetadata: Metadata = { title: "Not found" };
