import { Button } from "#components/ui/button.tsx";

/** The end of a form that stays on the page: its button, and whether what it shows is saved. */
export function SaveRow({ busy, saved }: { busy: boolean; saved: boolean }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Button type="submit" variant="inForm" aria-disabled={busy}>
        {busy ? "Saving…" : "Save"}
      </Button>
      <p role="status" className="text-success text-sm">
        {saved && "Saved."}
      </p>
    </div>
  );
}
