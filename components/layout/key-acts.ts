import { homeOf, type Standing } from "./places";

const ways: Record<string, (who: Standing) => string> = {
  d: homeOf,
  h: homeOf,
  c: () => "/courses",
  q: () => "/discussions",
  t: () => "/discussions",
  i: () => "/notifications",
};

/** Where `g` and this key lead; null for any other key. */
export const wayOf = (key: string, who: Standing): string | null => (Object.hasOwn(ways, key) ? (ways[key]?.(who) ?? null) : null);

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "defaultPrevented" | "target">;

/** Ctrl+K, or ⌘K on a Mac, where Ctrl+K cuts the rest of a line. Also while one types, but for windows that are open. */
export function isPaletteKey({ key, ctrlKey, metaKey, altKey, shiftKey, defaultPrevented, target }: Pressed): boolean {
  if (key.toLowerCase() !== "k" || altKey || shiftKey || defaultPrevented) return false;
  const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
  if (isMac ? !metaKey || ctrlKey : !ctrlKey || metaKey) return false;
  return !(target instanceof Element && target.closest("[role=dialog], [role=alertdialog], [role=menu]"));
}
