"use client";
import { usePathname } from "next/navigation";
import { AlertDialog } from "radix-ui";
import { useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { SessionEnded } from "./session-ended";

export function SignedOutWindow() {
  const link = useRef<HTMLAnchorElement>(null);
  const here = usePathname() + window.location.search + window.location.hash;
  return (
    <AlertDialog.Root open>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-50 bg-background/90" />
        <AlertDialog.Content
          // Radix would look for a cancel button, find none, and leave the focus in the field behind.
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            link.current?.focus({ preventScroll: true });
          }}
          className="fixed inset-x-4 top-4 z-50 mx-auto max-h-[calc(100dvh-2rem)] max-w-sm overflow-y-auto tall:top-1/3 rounded-lg border border-border bg-card p-6 text-center shadow-lg"
        >
          <AlertDialog.Title className="font-semibold text-lg">You were signed out</AlertDialog.Title>
          <AlertDialog.Description className="mt-2 text-muted-foreground">
            <SessionEnded />
          </AlertDialog.Description>
          {/* Not a Next link: the page behind must be loaded anew for the person who signs in. */}
          <Button asChild className="mt-5">
            <a ref={link} href={`/login?next=${encodeURIComponent(here)}`}>
              Sign in again
            </a>
          </Button>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
