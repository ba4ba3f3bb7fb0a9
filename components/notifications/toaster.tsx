"use client";
import { useEffect } from "react";
import { Toaster as Sonner, toast } from "sonner";
import { showToasts } from "../ui/toast";
import { ToastLayer } from "./toast-layer";

/** How long a toast is shown, in ms, without the time the pointer or the focus is on it. */
export const duration = 8000;

/**
 * Shows the toasts, over the header, between its links and its buttons, so that they cover nothing that is used. On a phone they leave the
 * bell free. With `expand` none lies behind another.
 */
export function Toaster({ expand }: { expand: boolean }) {
  const offset = { top: "max(0.5rem, env(safe-area-inset-top))" };
  return (
    <ToastLayer>
      <Sonner
        position="top-center"
        {...{ duration, offset, expand }}
        mobileOffset={{ ...offset, left: "0.5rem" }}
        className="max-[600px]:!w-[calc(100%-8rem)] lg:!left-[61%]"
        closeButton
        visibleToasts={4}
        toastOptions={{ classNames, closeButtonAriaLabel: "Close" }}
      />
      <Ready />
    </ToastLayer>
  );
}

const classNames = {
  toast: "max-[600px]:!w-full !px-4 !py-2.5 !font-sans !bg-card !text-foreground !border-border !rounded-lg",
  content: "!flex-1",
  description: "!text-muted-foreground",
  actionButton: "!bg-primary !font-semibold !text-primary-foreground",
  closeButton: "!size-6 !bg-card !text-foreground !border-border",
};

/** Stands after Sonner, which listens by then. */
function Ready() {
  useEffect(() => showToasts(toast), []);
  return null;
}
