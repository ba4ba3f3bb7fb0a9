"use client";
import { Avatar, initialsOf } from "#components/ui/avatar.tsx";
import { DropdownMenu, DropdownMenuContent, DropdownMenuTrigger } from "#components/ui/dropdown-menu.tsx";
import { fullName } from "#lib/contract/full-name.ts";
import { useUser } from "../live/realtime-provider";
import { onDemand } from "../ui/on-demand";
import type { Theme } from "./theme";

const parts = onDemand(() => import("./user-menu-items"));

/** The user's name, the theme, their settings, and signing out. */
export function UserMenu({ theme }: { theme: Theme }) {
  const user = useUser();
  const name = fullName(user);
  const loaded = parts.use();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={`Account of ${name} (${initialsOf(name).toUpperCase()})`}
        className="rounded-full p-1 hover:bg-muted"
      >
        <Avatar name={name} />
      </DropdownMenuTrigger>
      <DropdownMenuContent className="w-60" needs={parts}>
        {loaded && <loaded.UserMenuItems theme={theme} />}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
