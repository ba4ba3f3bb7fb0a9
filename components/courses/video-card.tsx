import Link from "next/link";
import { formatMoment } from "#components/videos/moment";
import type { Video } from "#lib/contract/courses";

/** A lecture of a course: its poster with the length, its title. Without access it can be seen, not opened. */
export function VideoCard({ video, open }: { video: Video; open: boolean }) {
  const playable = open && video.status === "ready";
  return (
    <article className="relative grid content-start gap-3">
      <div className="relative aspect-video overflow-hidden rounded-xl border bg-muted">
        {open && (
          // Not next/image: the poster needs the session and must not go through a shared cache.
          <img src={`/api/videos/${video.id}/poster`} alt="" loading="lazy" className="size-full object-cover" />
        )}
        {video.duration_seconds !== null && (
          <span className="absolute end-2 bottom-2 rounded-md bg-black/75 px-1.5 py-0.5 font-medium text-white text-xs tabular-nums">
            {formatMoment(video.duration_seconds)}
          </span>
        )}
      </div>
      <div>
        <h3 className="font-semibold">
          {playable ? (
            <Link href={`/videos/${video.id}`} className="after:absolute after:inset-0 after:rounded-xl">
              {video.title}
            </Link>
          ) : (
            video.title
          )}
        </h3>
        {video.description && <p className="text-muted-foreground text-sm">{video.description}</p>}
        {video.status !== "ready" && (
          <p className="text-muted-foreground text-sm">{video.status === "processing" ? "Being prepared" : "Could not be prepared"}</p>
        )}
      </div>
    </article>
  );
}
