import { Link } from "./link";

type Props<Tab extends string> = { label: string; tabs: readonly { tab: Tab; name: string; href: string }[]; here: Tab };

/** A filter of a list, as a link or as a tab. */
export const filterTab =
  "line-tab inline-flex h-10 shrink-0 items-center px-2 font-medium text-muted-foreground text-sm hover:text-foreground sm:px-3";

/** Filters of a list of which one is chosen. Each is an address of its own. */
export function FilterTabs<Tab extends string>({ label, tabs, here }: Props<Tab>) {
  return (
    <nav aria-label={label} className="-mx-1 flex flex-wrap px-1">
      {tabs.map(({ tab, name, href }) => (
        <Link key={tab} href={href} aria-current={tab === here ? "page" : undefined} className={filterTab}>
          {name}
        </Link>
      ))}
    </nav>
  );
}
