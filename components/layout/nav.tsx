"use client";
import { usePathname } from "next/navigation";
import { cn } from "../ui/cn";
import { Link } from "../ui/link";
import { navigationPlaces, type Viewer } from "./places";

const isHere = (path: string, href: string) => (href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`));

/** The main links: in the top bar on wide screens, along the bottom edge on a phone, near the thumb. */
export function Nav({ role, teaches, at }: Viewer & { at: "top" | "bottom" }) {
  const path = usePathname();
  const top = at === "top";
  return (
    <nav
      aria-label="Main"
      {...(!top && { "data-pinned": "bar" })}
      className={
        top
          ? "hidden items-center gap-1 sm:flex"
          : "tall:fixed print:hidden inset-x-0 bottom-0 z-30 flex tall:min-h-(--bar-height) justify-around border-t bg-card pb-[env(safe-area-inset-bottom)] sm:hidden"
      }
    >
      {navigationPlaces({ role, teaches }).map(({ href, label, icon: Icon }) => {
        const here = isHere(path, href);
        return (
          <Link
            key={href}
            href={href}
            aria-current={here ? "page" : undefined}
            className={cn(
              "hover:text-foreground",
              top
                ? "here-line relative grid h-15 items-center rounded-lg px-3 font-medium text-sm hover:underline hover:decoration-border hover:decoration-2 hover:underline-offset-8"
                : "grid min-w-14 flex-1 content-center justify-items-center gap-0.5 py-2 text-xs",
              !here && "text-muted-foreground",
              here && (top ? "text-foreground hover:no-underline!" : "font-semibold text-accent-text"),
            )}
          >
            {!top && <Icon className="size-5" aria-hidden="true" />}
            {label}
          </Link>
        );
      })}
    </nav>
  );
}
