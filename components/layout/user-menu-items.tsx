"use client";
import { LogOut, Monitor, Moon, Settings, Sun } from "lucide-react";
import { useSyncExternalStore } from "react";
import {
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
} from "#components/ui/dropdown-menu.tsx";
import { Name } from "#components/ui/name.tsx";
import { fullName } from "#lib/contract/full-name.ts";
import { useUser } from "../live/realtime-provider";
import { Link } from "../ui/link";
import { chooseTheme, currentTheme, isTheme, onTheme, type Theme } from "./theme";
import { useSignOut } from "./use-sign-out";

const looks = [
  { theme: "light", label: "Light", icon: Sun },
  { theme: "dark", label: "Dark", icon: Moon },
  { theme: "system", label: "System", icon: Monitor },
] as const;

/** What the menu of the user holds. */
export function UserMenuItems({ theme: initial }: { theme: Theme }) {
  const user = useUser();
  const signOut = useSignOut();
  const theme = useSyncExternalStore(onTheme, currentTheme, () => initial);
  const name = fullName(user);
  const choose = (value: string) => {
    if (isTheme(value)) chooseTheme(value);
  };
  return (
    <>
      <div className="px-2.5 pt-1.5 pb-1">
        <p className="truncate font-semibold text-sm">
          <Name>{name}</Name>
        </p>
        <p className="truncate text-muted-foreground text-meta">
          {user.email} · {user.role}
        </p>
      </div>
      <DropdownMenuSeparator />
      <DropdownMenuLabel>Appearance</DropdownMenuLabel>
      <DropdownMenuRadioGroup value={theme} onValueChange={choose}>
        {looks.map(({ theme: value, label, icon: Icon }) => (
          <DropdownMenuRadioItem key={value} value={value}>
            <Icon aria-hidden="true" />
            {label}
          </DropdownMenuRadioItem>
        ))}
      </DropdownMenuRadioGroup>
      <DropdownMenuSeparator />
      <DropdownMenuItem asChild>
        <Link href="/settings">
          <Settings aria-hidden="true" />
          Settings
        </Link>
      </DropdownMenuItem>
      <DropdownMenuItem onSelect={() => void signOut()}>
        <LogOut aria-hidden="true" />
        Sign out
      </DropdownMenuItem>
    </>
  );
}
