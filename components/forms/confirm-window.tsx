"use client";
import { AlertDialog } from "radix-ui";
import { type ReactNode, type RefObject, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { actionProblem } from "#lib/client/api/problems.ts";
import { useFocusBack } from "../ui/use-focus-back";

export type ConfirmProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  text: string;
  action: string;
  /** Whether it destroys something, which colours its button. */
  destructive?: boolean;
  onConfirm: () => Promise<void>;
  /** Where the focus returns to; when that is gone, to the content of the page. */
  opener: RefObject<HTMLElement | null>;
  /** Whether the act removes the opener. The focus then goes to the content of the page at once. */
  takesOpener?: boolean;
};

const nowhere: RefObject<HTMLElement | null> = { current: null };

export function ConfirmWindow({
  open,
  onOpenChange,
  title,
  text,
  action,
  destructive = true,
  onConfirm,
  opener,
  takesOpener = false,
}: ConfirmProps) {
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [done, setDone] = useState(false);
  const focusBack = useFocusBack(done && takesOpener ? nowhere : opener);
  const confirm = async () => {
    if (working) return;
    setWorking(true);
    setProblem(null);
    try {
      await onConfirm();
      setDone(true);
      onOpenChange(false);
    } catch (error) {
      setProblem(actionProblem(error));
    } finally {
      setWorking(false);
    }
  };
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-50 bg-black/50" />
        <AlertDialog.Content
          {...focusBack}
          className="fixed top-1/2 left-1/2 z-50 grid max-h-[calc(100dvh-2rem)] w-[calc(100%-2rem)] max-w-md -translate-x-1/2 -translate-y-1/2 gap-3 rounded-xl border bg-background p-6 shadow-lg overflow-y-auto"
        >
          <AlertDialog.Title className="font-semibold text-lg">{title}</AlertDialog.Title>
          <AlertDialog.Description className="text-muted-foreground leading-relaxed">{text}</AlertDialog.Description>
          <p role="alert" className="text-destructive text-sm empty:hidden">
            {problem}
          </p>
          <div className="mt-2 flex justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button type="button" variant="outline">
                Cancel
              </Button>
            </AlertDialog.Cancel>
            <Button type="button" variant={destructive ? "destructive" : "primary"} aria-disabled={working} onClick={() => void confirm()}>
              {action}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
