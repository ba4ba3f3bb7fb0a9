"use client";
import { Dialog as Root } from "radix-ui";
import type { ReactNode } from "react";

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What it is about, in a sentence or two. */
  description?: ReactNode;
  children: ReactNode;
};

/** A dialog over the page. The focus goes into it and returns to where it was. */
export function Dialog({ open, onOpenChange, title, description, children }: Props) {
  return (
    <Root.Root open={open} onOpenChange={onOpenChange}>
      <Root.Portal>
        <Root.Overlay className="fixed inset-0 z-50 bg-black/50" />
        <Root.Content
          {...(description === undefined && { "aria-describedby": undefined })}
          className="fixed top-1/2 left-1/2 z-50 grid max-h-[calc(100dvh-2rem)] w-[calc(100%-2rem)] max-w-md -translate-x-1/2 -translate-y-1/2 gap-3 overflow-y-auto rounded-xl border bg-background p-6 shadow-lg"
        >
          <Root.Title className="font-semibold text-lg">{title}</Root.Title>
          {description !== undefined && (
            <Root.Description asChild>
              <div className="text-muted-foreground leading-relaxed">{description}</div>
            </Root.Description>
          )}
          {children}
        </Root.Content>
      </Root.Portal>
    </Root.Root>
  );
}

export const DialogClose = Root.Close;
