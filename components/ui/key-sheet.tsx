"use client";
import { Fragment } from "react";
import { Dialog } from "./dialog";

/** A shortcut of a page: its keys, any of which does it. */
export type Shortcut = { keys: readonly string[]; does: string };

type Props = { shortcuts: readonly Shortcut[]; open: boolean; onOpenChange: (open: boolean) => void };

/** The keyboard shortcuts of a page. */
export function KeySheet({ shortcuts, open, onOpenChange }: Props) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard shortcuts">
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2.5">
        {shortcuts.map(({ keys, does }) => (
          <Fragment key={does}>
            <dt className="flex flex-wrap gap-1">
              {keys.map((key) => (
                <kbd
                  key={key}
                  className="grid h-7 min-w-7 place-items-center whitespace-nowrap rounded-md border bg-muted px-1.5 font-mono text-sm"
                >
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </Fragment>
        ))}
      </dl>
    </Dialog>
  );
}
