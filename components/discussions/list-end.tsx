import { Button } from "#components/ui/button";

type Props = {
  /** How many rows stand on screen, and of how many in all. */
  shown: number;
  total: number;
  hasMore: boolean;
  loading: boolean;
  problem: string | null;
  onMore: () => void;
};

/** The end of a list of which only a part is loaded: how far it goes, and the way on. Nothing below a list that is whole. */
export function ListEnd({ shown, total, hasMore, loading, problem, onMore }: Props) {
  if (!hasMore) return null;
  return (
    <div className="mt-2 grid justify-items-center gap-2">
      <p role="status" className="text-muted-foreground text-sm tabular-nums">
        {shown} of {Math.max(shown, total)}
      </p>
      {problem && (
        <p role="alert" className="text-destructive text-sm">
          {problem}
        </p>
      )}
      <Button type="button" variant="outline" aria-disabled={loading} onClick={() => !loading && onMore()}>
        {loading ? "Loading…" : "Show more"}
      </Button>
    </div>
  );
}
