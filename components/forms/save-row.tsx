import { Button } from "#components/ui/button.tsx";

type Props = { busy: boolean; saved: boolean; text?: string; busyText?: string; savedText?: string };

/** The end of a form that stays on the page: its button, and whether what it shows is saved. */
export function SaveRow({ busy, saved, text = "Save", busyText = "Saving…", savedText = "Saved." }: Props) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Button type="submit" variant="inForm" aria-disabled={busy}>
        {busy ? busyText : text}
      </Button>
      <p role="status" className="text-success text-sm">
        {saved && savedText}
      </p>
    </div>
  );
}
