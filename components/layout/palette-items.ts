import { Bell, Keyboard, LogOut, type LucideIcon, Monitor, Moon, Settings, Sun } from "lucide-react";
import { navigationPlaces, type Place, type Viewer } from "./places";
import type { Theme } from "./theme";

type Act = { kind: "go"; href: string } | { kind: "theme"; theme: Theme } | { kind: "keys" } | { kind: "sign-out" };
const groups = ["Pages", "Courses", "Recent discussions", "Commands"] as const;
export type Item = { key: string; group: (typeof groups)[number]; label: string; note?: string; icon: LucideIcon; act: Act };

const page = ({ href, label, icon }: Place): Item => ({ key: href, group: "Pages", label, icon, act: { kind: "go", href } });
const command = (label: string, icon: LucideIcon, act: Act): Item => ({ key: label, group: "Commands", label, icon, act });

/** What the palette offers without asking anybody. */
export const paletteItems = (who: Viewer): Item[] => [
  ...navigationPlaces(who).map(page),
  page({ href: "/notifications", label: "Notifications", icon: Bell }),
  page({ href: "/settings", label: "Settings", icon: Settings }),
  command("Show shortcuts", Keyboard, { kind: "keys" }),
  command("Light theme", Sun, { kind: "theme", theme: "light" }),
  command("Dark theme", Moon, { kind: "theme", theme: "dark" }),
  command("System theme", Monitor, { kind: "theme", theme: "system" }),
  command("Sign out", LogOut, { kind: "sign-out" }),
];

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** The items that have every word of the text, by their groups. */
export function searchItems(items: Item[], text: string): Item[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  const fits = items.filter(({ label, note = "" }) => {
    const all = plain(`${label} ${note}`);
    return words.every((word) => all.includes(word));
  });
  return groups.flatMap((group) => fits.filter((item) => item.group === group));
}

/** Items that stand by their groups, each with the place of its first. */
export const groupItems = (items: Item[]) =>
  groups
    .map((group) => ({ group, from: items.findIndex((item) => item.group === group), some: items.filter((item) => item.group === group) }))
    .filter(({ some }) => some.length > 0);
