"use client";
import { KeySheet, type Shortcut } from "../ui/key-sheet";
import { queueKeys } from "./queue-keys";

const shortcuts: Shortcut[] = [
  ...queueKeys.map(({ key, does }) => ({ keys: [key], does })),
  { keys: ["Ctrl+Enter", "⌘Enter"], does: "Send a reply" },
  { keys: ["Ctrl+Shift+Enter"], does: "Send it and go to the next question" },
  { keys: ["Esc"], does: "Close a reply" },
];

/** The keyboard shortcuts of the queue. */
export const QueueHelp = (props: { open: boolean; onOpenChange: (open: boolean) => void }) => <KeySheet shortcuts={shortcuts} {...props} />;
