/** While the discussion of a card loads: its shape. */
export function CardWaiting() {
  return (
    <div className="grid gap-2.5 py-1">
      <span className="sr-only" role="status">
        Loading the discussion
      </span>
      {["w-1/3", "w-full", "w-4/5"].map((width) => (
        <span key={width} className={`h-3 animate-pulse rounded-full bg-muted ${width}`} />
      ))}
    </div>
  );
}
