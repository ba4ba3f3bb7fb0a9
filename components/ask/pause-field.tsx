import { usePauseSetting } from "./pause-setting";

/** Whether the video pauses while one types, kept in this browser. Beside it, what sends. */
export function PauseField() {
  const [on, setOn] = usePauseSetting();
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-3 text-muted-foreground text-meta">
      <label className="inline-flex min-h-6 cursor-pointer items-center gap-2">
        <input
          type="checkbox"
          checked={on}
          onChange={(event) => setOn(event.target.checked)}
          className="size-4 shrink-0 accent-accent-strong"
        />
        Pause while I type
      </label>
      <span className="pointer-coarse:hidden">Ctrl+Enter to send</span>
    </div>
  );
}
