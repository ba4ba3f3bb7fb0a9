const rows = ["a", "b", "c", "d", "e", "f"];
const bar = "rounded bg-muted motion-safe:animate-pulse";

/** A placeholder of the same size while the list loads. */
export function ListSkeleton() {
  return (
    <div role="status">
      <span className="sr-only">Loading discussions</span>
      <ul aria-hidden="true" className="row-lines -mx-3 sm:-mx-4">
        {rows.map((row) => (
          <li key={row} className="grid gap-2.5 px-3 py-4 sm:px-4">
            <span className={`h-4 w-48 ${bar}`} />
            <span className={`h-4 w-full max-w-xl ${bar}`} />
            <span className={`h-4 w-32 ${bar}`} />
          </li>
        ))}
      </ul>
    </div>
  );
}
