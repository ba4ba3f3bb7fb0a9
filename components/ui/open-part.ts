import { type OnDemand, useOpened } from "./on-demand";
import { toast } from "./toast";

/** The window or menu that opens by a press, once it is there. When it can't be loaded it closes again, and a toast says so. */
export const useWindow = <Part>(part: OnDemand<Part>, open: boolean, close: () => void): Part | null =>
  useOpened(part, open, () => {
    close();
    toast.error("Couldn’t open this. Check your connection and try again.", { id: "not-opened" });
  });
