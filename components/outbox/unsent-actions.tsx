import { Button } from "#components/ui/button.tsx";

type Props = {
  /** Whether it is being sent again just now. Then nothing else can be done with it. */
  isRetrying: boolean;
  onRetry: () => void;
  /** Null when it can't be edited. */
  onEdit?: (() => void) | null;
  onDiscard: () => void;
};

/** What can be done with what was not sent. */
export function UnsentActions({ isRetrying, onRetry, onEdit = null, onDiscard }: Props) {
  const act = (onClick: () => void) => ({ "aria-disabled": isRetrying, ...(!isRetrying && { onClick }) });
  return (
    <>
      <Button type="button" size="sm" variant="outline" {...act(onRetry)}>
        Try again
      </Button>
      {onEdit && (
        <Button type="button" size="sm" variant="ghost" {...act(onEdit)}>
          Edit
        </Button>
      )}
      <Button type="button" size="sm" variant="ghost" {...act(onDiscard)}>
        Discard
      </Button>
    </>
  );
}
