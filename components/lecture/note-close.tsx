import { X } from "lucide-react";
import { cn } from "../ui/cn";

/** Keys that the player would take as its own shortcuts while a button over the picture has the focus. */
export const buttonKeys = { keysused: "Enter Space" };

/** Closes a note over the picture. */
export const NoteClose = ({ onClose, className = "size-8" }: { onClose: () => void; className?: string }) => (
  <button
    type="button"
    {...buttonKeys}
    onClick={onClose}
    className={cn("grid shrink-0 place-items-center rounded-md text-white/80 hover:bg-white/15 hover:text-white", className)}
  >
    <X className="size-4" aria-hidden="true" />
    <span className="sr-only">Close</span>
  </button>
);
