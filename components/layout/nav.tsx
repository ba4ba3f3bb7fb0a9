"use client";
import { BookOpen, House, LayoutDashboard, type LucideIcon, MessagesSquare, ScrollText, Users } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { Role } from "#lib/contract/auth.ts";
import { cn } from "../ui/cn";

type Place = { href: string; label: string; icon: LucideIcon };

const courses: Place = { href: "/courses", label: "Courses", icon: BookOpen };
const discussions: Place = { href: "/discussions", label: "Discussions", icon: MessagesSquare };
const placesOf: Record<Role, Place[]> = {
  student: [{ href: "/", label: "Home", icon: House }, courses, discussions],
  lecturer: [{ href: "/dashboard", label: "Dashboard", icon: LayoutDashboard }, courses, discussions],
  admin: [{ href: "/admin/users", label: "People", icon: Users }, courses, { href: "/admin/audit", label: "Audit log", icon: ScrollText }],
};

const isHere = (path: string, href: string) => (href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`));

/** The main links: in the top bar on wide screens, along the bottom edge on a phone, near the thumb. */
export function Nav({ role, at }: { role: Role; at: "top" | "bottom" }) {
  const path = usePathname();
  const top = at === "top";
  return (
    <nav
      aria-label="Main"
      {...(!top && { "data-pinned": "bar" })}
      className={
        top
          ? "hidden items-center gap-1 sm:flex"
          : "tall:fixed print:hidden inset-x-0 bottom-0 z-30 flex justify-around border-t bg-card pb-[env(safe-area-inset-bottom)] sm:hidden"
      }
    >
      {placesOf[role].map(({ href, label, icon: Icon }) => {
        const here = isHere(path, href);
        return (
          <Link
            key={href}
            href={href}
            aria-current={here ? "page" : undefined}
            className={cn(
              "text-muted-foreground hover:text-foreground",
              top
                ? "rounded-lg px-3 py-1.5 font-medium text-sm hover:bg-muted"
                : "grid min-w-20 flex-1 justify-items-center gap-0.5 py-2 text-xs",
              here && (top ? "bg-muted text-foreground" : "font-semibold text-accent-text"),
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
