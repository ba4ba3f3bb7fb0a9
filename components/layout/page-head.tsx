import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { Name } from "#components/ui/name.tsx";
import { Link } from "../ui/link";

type Props = {
  title: string;
  about?: ReactNode;
  /** The acts that this page offers. */
  actions?: ReactNode;
  /** The page one level up. */
  back?: { href: string; label: string };
};

/** The top of a page: its title, and the acts it offers. */
export function PageHead({ title, about, actions, back }: Props) {
  return (
    <header className="grid gap-2">
      {back && (
        <Link
          href={back.href}
          className="-ms-1 inline-flex h-8 items-center gap-1.5 justify-self-start rounded-md px-1 text-muted-foreground text-sm hover:text-foreground"
        >
          <ArrowLeft className="size-4" aria-hidden="true" />
          {back.label}
        </Link>
      )}
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <h1 className="page-title min-w-0 break-words">
          <Name>{title}</Name>
        </h1>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      {about && <p className="max-w-[70ch] text-muted-foreground leading-relaxed">{about}</p>}
    </header>
  );
}
