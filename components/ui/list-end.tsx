import { MoreButton } from "#components/ui/more-button.tsx";

type Props = {
  /** How many rows are on screen, and how many there are in all; null when nobody knows. */
  shown: number;
  total: number | null;
  hasMore: boolean;
  loading: boolean;
  problem: string | null;
  onMore: () => void;
};

/**
 * The end of a list that is loaded in part: how many rows are shown, and a button for more. Nothing below a complete list. A total that
 * the rows on screen have reached already is no longer true, and is not said.
 */
export function ListEnd({ shown, total, hasMore, loading, problem, onMore }: Props) {
  return (
    <>
      {hasMore && (
        <p role="status" className="mt-2 text-center text-muted-foreground text-sm tabular-nums">
          {total === null || total <= shown ? `${shown} shown` : `${shown} of ${total}`}
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
