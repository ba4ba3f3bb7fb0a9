import { Button } from "#components/ui/button.tsx";
import { DialogClose } from "#components/ui/dialog.tsx";

/** The buttons of a form in a dialog: one that closes it, and one that submits, here with its text. */
export function DialogActions({ text, destructive = false, busy }: { text: string; destructive?: boolean; busy: boolean }) {
  return (
    <div className="flex justify-end gap-2">
      <DialogClose asChild>
        <Button type="button" variant="outline">
          Cancel
        </Button>
      </DialogClose>
      <Button type="submit" variant={destructive ? "destructive" : "primary"} aria-disabled={busy}>
        {text}
      </Button>
    </div>
  );
}
