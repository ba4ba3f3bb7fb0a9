"use client";
import { type ReactNode, useEffect, useState } from "react";
import { type ExternalToast, Toaster as Sonner, toast } from "sonner";
import { type Shows, showToasts } from "../ui/toast";
import { createToastClock, type ToastClock, toastMs } from "./toast-clock";
import { ToastLayer } from "./toast-layer";

/**
 * Shows the toasts, over the header, between its links and its buttons, so that they cover nothing that is used. On a phone they leave the
 * bell free. With `expand` none lies behind another.
 */
export function Toaster({ expand }: { expand: boolean }) {
  const [clock] = useState(() => createToastClock(toast.dismiss));
  const offset = { top: "max(0.5rem, env(safe-area-inset-top))" };
  return (
    <ToastLayer clock={clock}>
      <Sonner
        position="top-center"
        {...{ offset, expand }}
        duration={Number.POSITIVE_INFINITY}
        mobileOffset={{ ...offset, left: "0.5rem" }}
        className="max-[600px]:!w-[calc(100%-8rem)] lg:!left-[61%]"
        closeButton
        visibleToasts={4}
        toastOptions={{ classNames, closeButtonAriaLabel: "Close" }}
      />
      <Ready clock={clock} />
    </ToastLayer>
  );
}

const classNames = {
  toast: "max-[600px]:!w-full !px-4 !py-2.5 !font-sans !bg-card !text-foreground !border-border !rounded-lg",
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
