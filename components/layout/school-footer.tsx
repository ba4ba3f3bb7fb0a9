import type { ReactNode } from "react";
import type { School } from "#lib/contract/school.ts";
import { cn } from "../ui/cn";
import { Name } from "../ui/name";

/** Whether the school has set anything that stands at the end of each page. */
export const hasFooter = ({ name, contact, imprint, privacy }: School) => Boolean(name || contact || imprint || privacy);

/** Where a contact leads: an address of email has no scheme. */
export const hrefOf = (contact: string) => (/^https?:/.test(contact) ? contact : `mailto:${contact}`);

/** The end of each page: whose pages these are, and the school's links. Nothing where nothing is set. */
export function SchoolFooter({ school, className }: { school: School; className?: string }) {
  if (!hasFooter(school)) return null;
  const { name, contact, imprint, privacy } = school;
  return (
    <footer className={cn("grid gap-2 text-muted-foreground text-sm print:hidden", className)}>
      <ul className="flex flex-wrap gap-x-5 gap-y-1">
        {contact && <Item href={hrefOf(contact)}>Help and contact</Item>}
        {imprint && <Item href={imprint}>Imprint</Item>}
        {privacy && <Item href={privacy}>Privacy</Item>}
      </ul>
      {name && (
        <p className="min-w-0 text-meta [overflow-wrap:anywhere]">
          <Name>{name}</Name> uses Handraise.
        </p>
      )}
    </footer>
  );
}

function Item({ href, children }: { href: string; children: ReactNode }) {
  const isPage = !href.startsWith("mailto:");
  return (
    <li>
      <a
        href={href}
        {...(isPage && { target: "_blank", rel: "noopener noreferrer" })}
        className="rounded-sm underline underline-offset-4 hover:text-foreground"
      >
        {children}
        {isPage && <span className="sr-only"> (new tab)</span>}
      </a>
    </li>
  );
}
