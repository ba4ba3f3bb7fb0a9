import { BookOpen, House, LayoutDashboard, type LucideIcon, MessagesSquare, ScrollText, Users } from "lucide-react";
import type { Role } from "#lib/contract/auth.ts";

/** Who somebody is here: whoever teaches a course has a dashboard, whatever their account is. */
export type Viewer = { role: Role; teaches: boolean };
export type Place = { href: string; label: string; icon: LucideIcon };

const courses: Place = { href: "/courses", label: "Courses", icon: BookOpen };
const discussions: Place = { href: "/discussions", label: "Discussions", icon: MessagesSquare };
const dashboard: Place = { href: "/dashboard", label: "Dashboard", icon: LayoutDashboard };

/** The main pages. */
export function navigationPlaces({ role, teaches }: Viewer): Place[] {
  if (role === "admin")
    return [
      { href: "/admin/users", label: "People", icon: Users },
      ...(teaches ? [dashboard] : []),
      courses,
      ...(teaches ? [discussions] : []),
      { href: "/admin/audit", label: "Audit log", icon: ScrollText },
      { href: "/admin/school", label: "School", icon: House },
    ];
  const home: Place[] = role === "student" ? [{ href: "/", label: "Home", icon: House }] : [];
  return [...home, ...(teaches ? [dashboard] : []), courses, discussions];
}

/** The page where somebody's work is. */
export const homePath = ({ role, teaches }: Viewer): string => (teaches || role === "lecturer" ? "/dashboard" : "/");
