"use client";
import { type CSSProperties, type ReactNode, useEffect, useState } from "react";
import { type ExternalToast, Toaster as Sonner, toast } from "sonner";
import { type Shows, showToasts } from "../ui/toast";
import { createToastClock, type ToastClock, toastMs } from "./toast-clock";
import { ToastLayer } from "./toast-layer";

/**
 * Shows the toasts where they cover nothing that is used. On a wide screen they lie over the header, between its links and the bell, as
 * what one writes in begins just below it. So they do on a low one, as a phone on its side. On any other they lie under the header, on a
 * phone from edge to edge. With `expand` none lies behind another.
 */
export function Toaster({ expand }: { expand: boolean }) {
  const [clock] = useState(() => createToastClock(toast.dismiss));
  const offset = { top: "max(0.5rem, env(safe-area-inset-top))", right: "calc(max(0px, (100% - var(--page-width)) / 2) + 1.5rem)" };
  return (
    <ToastLayer clock={clock}>
      <Sonner
        position="top-right"
        {...{ offset, expand, style }}
        duration={Number.POSITIVE_INFINITY}
        mobileOffset={{ ...offset, left: "0.5rem", right: "0.5rem" }}
        className="max-lg:tall:!top-17 lg:!me-28 sm:not-tall:!me-28"
        closeButton
        visibleToasts={4}
        toastOptions={{ classNames, closeButtonAriaLabel: "Close" }}
      />
      <Ready clock={clock} />
    </ToastLayer>
  );
}

/** Wider than Sonner's own, so that a question is seldom cut. */
const style = { "--width": "28rem" } as CSSProperties;

const classNames = {
  // What stands in the inbox that is open need not be said over it.
  toast: "in-data-inbox:has-data-opens:!invisible !px-4 !py-2.5 !font-sans !bg-card !text-foreground !border-border !rounded-lg",
  content: "!flex-1",
  description: "!text-muted-foreground",
  actionButton: "!border !border-border !bg-card !font-semibold !text-foreground",
  closeButton: "!size-6 !bg-card !text-foreground !border-border",
};

/** Sonner's functions, with our clock in place of its own. */
function timed(clock: ToastClock): Shows {
  const by =
    (kind: "message" | "error" | "success") =>
    (text: ReactNode, { onDismiss, ...options }: ExternalToast & { id: string | number }) => {
      clock.begin(options.id, options.duration ?? toastMs);
      return toast[kind](text, {
        ...options,
        duration: Number.POSITIVE_INFINITY,
        onDismiss: (dismissed) => {
          clock.forget(dismissed.id);
          onDismiss?.(dismissed);
        },
      });
    };
  const loading: Shows["loading"] = (text, options) => {
    clock.forget(options.id);
    return toast.loading(text, options);
  };
  return { message: by("message"), error: by("error"), success: by("success"), loading, dismiss: toast.dismiss };
}

/** Stands after Sonner, which listens by then. */
function Ready({ clock }: { clock: ToastClock }) {
  useEffect(() => showToasts(timed(clock)), [clock]);
  return null;
}
