import { homePath, type Viewer } from "./places";

const pathsByKey: Record<string, (who: Viewer) => string> = {
  d: homePath,
  h: homePath,
  c: () => "/courses",
  q: () => "/discussions",
  t: () => "/discussions",
  i: () => "/notifications",
};

/** Where `g` and this key lead; null for any other key. */
export const pathForKey = (key: string, who: Viewer): string | null =>
  Object.hasOwn(pathsByKey, key) ? (pathsByKey[key]?.(who) ?? null) : null;

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "defaultPrevented" | "target">;

/** Ctrl+K, or ⌘K on a Mac, where Ctrl+K cuts the rest of a line. Also while one types, but for windows that are open. */
export function isPaletteKey({ key, ctrlKey, metaKey, altKey, shiftKey, defaultPrevented, target }: Pressed): boolean {
  if (key.toLowerCase() !== "k" || altKey || shiftKey || defaultPrevented) return false;
  const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
  if (isMac ? !metaKey || ctrlKey : !ctrlKey || metaKey) return false;
  return !(target instanceof Element && target.closest("[role=dialog], [role=alertdialog], [role=menu]"));
}
