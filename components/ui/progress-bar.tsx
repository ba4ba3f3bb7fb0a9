type Props = { percent: number; label: string };

/** A bar of progress. The figure is beside it in words. */
export function ProgressBar({ percent, label }: Props) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      className="h-1.5 overflow-hidden rounded-full bg-muted"
    >
      <div className="h-full rounded-full bg-accent-strong transition-[width] duration-300" style={{ width: `${percent}%` }} />
    </div>
  );
}
