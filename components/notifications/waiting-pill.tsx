import { ArrowUp } from "lucide-react";

type Props = { waiting: number; onShow: () => void };

/** Shows what has arrived meanwhile. Nothing while that is nothing. */
export function WaitingPill({ waiting, onShow }: Props) {
  if (waiting === 0) return null;
  return (
    <button
      type="button"
      onClick={onShow}
      className="pointer-events-auto inline-flex h-8 items-center gap-1.5 rounded-full bg-foreground px-3.5 font-medium text-background text-sm shadow-md"
    >
      <ArrowUp className="size-4" aria-hidden="true" />
      {waiting} new
    </button>
  );
}
