import { useRef } from "react";
import { useNearViewport } from "./use-near";

/** What stands below a list: it goes on by itself when its end comes near, unless `onNear` is null, and says when there is no more. */
export function NearEnd({ hasMore, onNear }: { hasMore: boolean; onNear: (() => void) | null }) {
  const end = useRef<HTMLDivElement>(null);
  useNearViewport(end, hasMore && onNear !== null, () => onNear?.());
  return hasMore ? <div ref={end} /> : <p className="py-6 text-center text-muted-foreground text-sm">That’s all.</p>;
}
