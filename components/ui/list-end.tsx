import { MoreButton } from "#components/ui/more-button";

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
  return (
    <>
      {hasMore && (
        <p role="status" className="mt-2 text-center text-muted-foreground text-sm tabular-nums">
          {shown} of {Math.max(shown, total)}
        </p>
      )}
      {hasMore && problem && (
        <p role="alert" className="text-center text-destructive text-sm">
          {problem}
        </p>
      )}
      <MoreButton hasMore={hasMore} loading={loading} onMore={onMore} />
    </>
  );
}
