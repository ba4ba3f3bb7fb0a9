import type { LucideIcon } from "lucide-react";
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
    <div className="grid w-full max-w-3xl gap-5">
      <EmptyState icon={icon} heading="h1" title={title} action={onwards}>
        {children}
      </EmptyState>
    </div>
  );
}
