import { Name } from "#components/ui/name.tsx";
import { Link } from "../ui/link";
import { formatMoment, spokenMoment } from "../ui/moment";
import { percentOf } from "../uploads/transfer-text";

type Props = {
  video: { id: string; title: string; course_title: string; seconds: number; duration_seconds: number | null; poster: boolean };
};

/** A lecture that was begun: where the viewer stopped, and a link back there. */
export function WatchingCard({ video }: Props) {
  const { id, title, course_title, seconds, duration_seconds, poster } = video;
  return (
    <article className="relative grid grid-cols-[8rem_1fr] items-center gap-4 rounded-xl border bg-card p-3 transition-colors hover:border-accent-strong">
      <div className="relative aspect-video overflow-hidden rounded-lg bg-muted">
        {poster && <img src={`/api/videos/${id}/poster`} alt="" loading="lazy" className="poster size-full object-cover" />}
        {duration_seconds !== null && duration_seconds > 0 && (
          <span className="absolute inset-x-0 bottom-0 h-1 bg-black/60">
            <span className="block h-full bg-primary" style={{ width: `${percentOf(seconds, duration_seconds)}%` }} />
          </span>
        )}
      </div>
      <div className="min-w-0">
        <h3 className="line-clamp-2 font-semibold leading-snug">
          <Link href={`/videos/${id}`} className="covers-row after:rounded-xl">
            <Name>{title}</Name>
          </Link>
        </h3>
        <p className="truncate text-muted-foreground text-sm">
          <Name>{course_title}</Name>
        </p>
        <p className="text-muted-foreground text-sm tabular-nums">
          <span aria-hidden="true">
            {formatMoment(seconds)}
            {duration_seconds !== null && ` of ${formatMoment(duration_seconds)}`}
          </span>
          <span className="sr-only">stopped at {spokenMoment(seconds)}</span>
        </p>
      </div>
    </article>
  );
}
