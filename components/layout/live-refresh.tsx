"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { useOnCaughtUp, useOnNotification } from "./realtime-provider";

/** Asks the server for the page anew when something arrives; several at once are one question. For pages that have no live state of their own. */
export function LiveRefresh() {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const soon = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => router.refresh(), 250);
  };
  useOnNotification(soon);
  useOnCaughtUp((news) => news > 0 && soon());
  useEffect(() => () => clearTimeout(timer.current), []);
  return null;
}
