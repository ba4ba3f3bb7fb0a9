"use client";
import { useEffect } from "react";
import { loadWithRetries, onDemand } from "../ui/on-demand";

const parts = onDemand(() => import("./signed-out-window"));

/** Covers the page when the session has ended. The page stays behind it, and drafts stay in this browser. */
export function SignedOutDialog({ open }: { open: boolean }) {
  const loaded = parts.use();
  useEffect(() => (open ? loadWithRetries(parts) : undefined), [open]);
  return open && loaded && <loaded.SignedOutWindow />;
}
