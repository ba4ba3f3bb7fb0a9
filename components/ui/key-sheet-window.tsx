"use client";
import { Fragment } from "react";
import { Dialog } from "./dialog";
import { searchField } from "./page-key";

/** A shortcut: its keys, any of which does it; with `inTurn` all of them, one after the other. */
export type Shortcut = { keys: readonly string[]; description: string; inTurn?: true };

/** The keys that work on every page where there is something for them, as the sheets show them. */
const globalShortcuts: readonly (Shortcut & { works?: () => boolean })[] = [
  { keys: ["Ctrl+K", "⌘K"], description: "Go to a page, course or recent discussion" },
  { keys: ["g", "d"], description: "Go to the dashboard or home", inTurn: true },
  { keys: ["g", "c"], description: "Go to courses", inTurn: true },
  { keys: ["g", "q"], description: "Go to discussions", inTurn: true },
  { keys: ["g", "i"], description: "Go to the inbox", inTurn: true },
  { keys: ["/"], description: "Search or filter this page", works: () => searchField(document) !== null },
  { keys: ["Alt+T"], description: "Go to the newest toast; Enter opens it" },
  { keys: ["Alt+T", "r"], description: "Reply in the newest toast", inTurn: true },
  { keys: ["?"], description: "Show shortcuts" },
];

export type KeySheetProps = { shortcuts: readonly Shortcut[]; open: boolean; onOpenChange: (open: boolean) => void };

/** Of a key that Macs have under another name, the one of this machine. */
function keysHere({ keys, inTurn }: Shortcut): readonly string[] {
  if (inTurn || !keys.some((key) => key.startsWith("⌘"))) return keys;
  const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
  return keys.filter((key) => key.startsWith("⌘") === isMac);
}

/** The keyboard shortcuts of a page, and those of every page. */
export function KeySheetWindow({ shortcuts, open, onOpenChange }: KeySheetProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard shortcuts">
      {shortcuts.length > 0 && <Keys name="On this page" shortcuts={shortcuts} />}
      <Keys name="Everywhere" shortcuts={globalShortcuts.filter(({ works }) => works?.() ?? true)} />
    </Dialog>
  );
}

function Keys({ name, shortcuts }: { name: string; shortcuts: readonly Shortcut[] }) {
  return (
    <section className="grid gap-1.5">
      <h3 className="font-semibold text-muted-foreground text-sm">{name}</h3>
      <dl className="grid grid-cols-[9rem_minmax(0,1fr)] items-center gap-x-4 gap-y-1">
        {shortcuts.map((shortcut) => (
          <Fragment key={shortcut.description}>
            <dt className="flex flex-wrap items-center gap-1">
              {keysHere(shortcut).map((key, at) => (
                <Fragment key={key}>
                  {shortcut.inTurn && at > 0 && <span className="text-muted-foreground text-meta">then</span>}
                  <kbd className="grid h-6.5 min-w-6.5 place-items-center whitespace-nowrap rounded-md border bg-muted px-1.5 font-mono text-sm">
                    {key}
                  </kbd>
                </Fragment>
              ))}
            </dt>
            <dd>{shortcut.description}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
