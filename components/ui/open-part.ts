import { useEffect } from "react";
import { type OnDemand, useOpened } from "./on-demand";
import { toast } from "./toast";

const toastId = "not-opened";

/** The window or menu that opens by a press, once it is there. When it can't be loaded it closes again, and a toast says so. */
export function useWindow<Part>(part: OnDemand<Part>, open: boolean, close: () => void): Part | null {
  const loaded = useOpened(part, open, () => {
    close();
    toast.error("Couldn’t open this. Check your connection and try again.", { id: toastId });
  });
  const isOpen = open && loaded !== null;
  useEffect(() => {
    if (isOpen) toast.dismiss(toastId);
  }, [isOpen]);
  return loaded;
}
