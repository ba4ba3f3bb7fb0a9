/** The keys of the queue and their acts; the help shows the same list. */
export const queueKeys = [
  { key: "j", does: "Next question" },
  { key: "k", does: "Previous question" },
  { key: "r", does: "Reply" },
  { key: "e", does: "Resolve" },
  { key: "o", does: "Open the discussion" },
  { key: "?", does: "Show shortcuts" },
] as const;

export type QueueKey = (typeof queueKeys)[number]["key"];

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "defaultPrevented" | "target">;

/** The act of a key press in the queue; null while someone types, chooses, or uses a shortcut of the browser. */
export function queueKeyOf(event: Pressed): QueueKey | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return null;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest("input, textarea, select, [contenteditable], [role=dialog], [role=alertdialog], [role=menu], [role=listbox]"))
    return null;
  return queueKeys.find(({ key }) => key === event.key)?.key ?? null;
}
