"use client";
import { ArrowLeft } from "lucide-react";
import { type MouseEvent, useEffect, useLayoutEffect, useState } from "react";
import { Link } from "../ui/link";
import { useCameWithPage } from "../ui/use-in-browser";
import { goBack, listOf, wayBack } from "./way-back";

/** Leads to where the discussion was opened from, as `u` does, and says where that is. */
export function BackLink({ asStaff }: { asStaff: boolean }) {
  const [way, setWay] = useState(() => listOf(asStaff));
  const cameWithPage = useCameWithPage();
  // Before anything is painted: Next writes the address when the page is there. What came with the page was painted long before, and a
  // change here would have all effects of the page run in one go.
  useLayoutEffect(() => {
    if (!cameWithPage) setWay(wayBack(asStaff));
  }, [asStaff, cameWithPage]);
  useEffect(() => {
    if (cameWithPage) setWay(wayBack(asStaff));
  }, [asStaff, cameWithPage]);
  const go = (event: MouseEvent) => {
    // In another tab or window it is a link like any other.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (goBack(way)) event.preventDefault();
  };
  return (
    <Link
      href={way.href}
      onClick={go}
      className="-ms-1 inline-flex print:hidden h-8 items-center gap-1.5 justify-self-start rounded-md px-1 text-muted-foreground text-sm hover:text-foreground"
    >
      <ArrowLeft className="size-4" aria-hidden="true" />
      {way.page}
    </Link>
  );
}
