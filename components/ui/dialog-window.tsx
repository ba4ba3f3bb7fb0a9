"use client";
import { X } from "lucide-react";
import { Dialog as Root } from "radix-ui";
import { type ReactNode, type RefObject, useRef } from "react";
import { useFocusBack } from "./use-focus-back";

export type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** A text below the title. */
  text?: ReactNode;
  children: ReactNode;
  /** Where the focus returns to, if not to where it was; when that is gone, to the content of the page. */
  opener?: RefObject<HTMLElement | null>;
};

const written = "textarea, input:not([type=password], [type=file], [autocomplete=one-time-code])";

/** Whether something was written in it that nobody keeps. What the page holds itself is kept: its `defaultValue` goes along. */
function hasUnsaved(box: HTMLElement | null): boolean {
  const fields = box?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(written) ?? [];
  return [...fields].some((field) => field.value !== field.defaultValue);
}

export function DialogWindow({ open, onOpenChange, title, text, children, opener }: DialogProps) {
  const focusBack = useFocusBack(opener);
  const content = useRef<HTMLDivElement>(null);
  return (
    <Root.Root open={open} onOpenChange={onOpenChange}>
      <Root.Portal>
        <Root.Overlay className="fixed inset-0 z-50 bg-black/50" />
        <Root.Content
          {...focusBack}
          ref={content}
          // A slip of the finger must not cost what was typed.
          onEscapeKeyDown={(event) => {
            if (hasUnsaved(content.current) && !window.confirm("Close without saving?")) event.preventDefault();
          }}
          // Nor must a click beside the dialog.
          onInteractOutside={(event) => event.preventDefault()}
          {...(!text && { "aria-describedby": undefined })}
          className="fixed top-1/2 left-1/2 z-50 grid max-h-[calc(100dvh-2rem)] w-[calc(100%-2rem)] max-w-lg -translate-x-1/2 -translate-y-1/2 gap-4 overflow-y-auto rounded-xl border bg-background p-5 shadow-lg outline-none sm:p-6"
        >
          <div className="grid gap-1 pe-10">
            <Root.Title className="font-semibold text-lg">{title}</Root.Title>
            {text && (
              <Root.Description asChild>
                <div className="text-muted-foreground text-sm leading-relaxed">{text}</div>
              </Root.Description>
            )}
          </div>
          {children}
          {/* The last of the window, so that it opens on its first field. */}
          <Root.Close className="absolute end-3 top-3 grid size-9 place-items-center rounded-lg text-muted-foreground hover:bg-muted hover:text-foreground">
            <X className="size-4" aria-hidden="true" />
            <span className="sr-only">Close</span>
          </Root.Close>
        </Root.Content>
      </Root.Portal>
    </Root.Root>
  );
}

export const DialogClose = Root.Close;
