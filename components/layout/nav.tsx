"use client";
import { BookOpen, House, LayoutDashboard, type LucideIcon, MessagesSquare, ScrollText, Users } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { Role } from "#lib/contract/auth.ts";
import { cn } from "../ui/cn";

type Place = { href: string; label: string; icon: LucideIcon };

const courses: Place = { href: "/courses", label: "Courses", icon: BookOpen };
const discussions: Place = { href: "/discussions", label: "Discussions", icon: MessagesSquare };
const dashboard: Place = { href: "/dashboard", label: "Dashboard", icon: LayoutDashboard };

/** Whoever teaches a course has a dashboard, whatever their account is. */
function placesOf(role: Role, teaches: boolean): Place[] {
  if (role === "admin")
    return [
      { href: "/admin/users", label: "People", icon: Users },
      ...(teaches ? [dashboard] : []),
      courses,
      ...(teaches ? [discussions] : []),
      { href: "/admin/audit", label: "Audit log", icon: ScrollText },
    ];
  const home: Place[] = role === "student" ? [{ href: "/", label: "Home", icon: House }] : [];
  return [...home, ...(teaches ? [dashboard] : []), courses, discussions];
}

const isHere = (path: string, href: string) => (href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`));

/** The main links: in the top bar on wide screens, along the bottom edge on a phone, near the thumb. */
export function Nav({ role, teaches, at }: { role: Role; teaches: boolean; at: "top" | "bottom" }) {
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
      {placesOf(role, teaches).map(({ href, label, icon: Icon }) => {
        const here = isHere(path, href);
        return (
          <Link
            key={href}
            href={href}
            aria-current={here ? "page" : undefined}
            className={cn(
              "hover:text-foreground",
              top
                ? "rounded-lg px-3 py-1.5 font-medium text-sm hover:bg-muted"
                : "grid min-w-14 flex-1 justify-items-center gap-0.5 py-2 text-xs",
              !here && "text-muted-foreground",
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
