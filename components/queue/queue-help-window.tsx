"use client";
import { Dialog } from "radix-ui";
import { Button } from "#components/ui/button.tsx";
import { useFocusBack } from "../ui/use-focus-back";
import { queueKeys } from "./queue-keys";

export type QueueHelpProps = { open: boolean; onOpenChange: (open: boolean) => void };

export function QueueHelpWindow({ open, onOpenChange }: QueueHelpProps) {
  const focusBack = useFocusBack();
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 bg-black/50" />
        <Dialog.Content
          {...focusBack}
          aria-describedby={undefined}
          className="fixed top-1/2 left-1/2 z-50 grid max-h-[calc(100dvh-2rem)] w-[calc(100%-2rem)] max-w-sm -translate-x-1/2 -translate-y-1/2 gap-4 rounded-xl border bg-background p-6 shadow-lg overflow-y-auto"
        >
          <Dialog.Title className="font-semibold text-lg">Keyboard shortcuts</Dialog.Title>
          <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2.5">
            {queueKeys.map(({ key, does }) => (
              <div key={key} className="contents">
                <dt>
                  <kbd className="grid size-7 place-items-center rounded-md border bg-muted font-mono text-sm">{key}</kbd>
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
          <p className="text-muted-foreground text-sm">
            In a reply, press Ctrl+Enter to send, Ctrl+Shift+Enter to send and go to the next, or Escape to close it.
          </p>
          <Dialog.Close asChild>
            <Button type="button" variant="outline" className="justify-self-end">
              Close
            </Button>
          </Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
