import { Name } from "#components/ui/name.tsx";
import type { Video } from "#lib/contract/courses.ts";
import type { CaptionTrack } from "#lib/contract/videos.ts";
import { counted } from "../ui/counted";
import { Link } from "../ui/link";
import { formatMoment } from "../ui/moment";
import { ProgressBar } from "../ui/progress-bar";
import { VideoUpload } from "../uploads/video-upload";
import { Replacement } from "./replacement";
import { VideoMenu } from "./video-menu";
import { WatchedBar } from "./watched-bar";

/** What only the people who run the course see of a video. */
export type VideoManagement = {
  captions: CaptionTrack[];
  poster: boolean;
  /** Whether its file has arrived, or it plays from elsewhere. */
  arrived: boolean;
  /** The progress of its processing; null while it is unknown. */
  percent: number | null;
  /** Why it could not be processed. */
  problem: string | null;
  /** The address for its file; null where none is expected. */
  uploadUrl: string | null;
  /** The address for another file of a lecture that plays; null where it has no file of its own. */
  replaceUrl: string | null;
  /** Another file that is on its way, or did not come to be. */
  replacement: { uploaded: boolean; percent: number | null; failure: string | null } | null;
};

type Props = {
  video: Video;
  /** Whether the viewer may watch it. */
  open: boolean;
  poster: boolean;
  /** Another one for another file, whose poster a browser must not take for the one before. */
  version?: string | undefined;
  /** The viewer's own unresolved questions about it. */
  questions: number;
  /** How far the viewer is in it; undefined where they never began. */
  progress?: { seconds: number; watched: boolean } | undefined;
  /** Only for the people who run the course. */
  management?: VideoManagement | undefined;
};

/**
 * A lecture of a course: its poster with the length, its title, and its unresolved questions. Without access it is shown, but can't be
 * opened.
 */
export function VideoCard({ video, open, poster, version = "", questions, progress, management }: Props) {
  const playable = open && video.status === "ready";
  return (
    <article className="relative grid content-start gap-3">
      <div className="relative aspect-video overflow-hidden rounded-xl border bg-muted">
        {open && poster && (
          // Not next/image: the poster needs the session and must not go through a shared cache.
          <img src={`/api/videos/${video.id}/poster?v=${version}`} alt="" loading="lazy" className="poster size-full object-cover" />
        )}
        {video.duration_seconds !== null && (
          <span className="absolute end-2 bottom-2 rounded-md bg-black/75 px-1.5 py-0.5 font-medium text-white text-xs tabular-nums">
            {formatMoment(video.duration_seconds)}
          </span>
        )}
        {playable && progress && <WatchedBar {...progress} duration={video.duration_seconds} />}
      </div>
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <h3 title={video.title} className="line-clamp-2 break-words font-semibold">
            {playable ? (
              <Link href={`/videos/${video.id}`} className="covers-row after:rounded-xl">
                <Name>{video.title}</Name>
              </Link>
            ) : (
              <Name>{video.title}</Name>
            )}
          </h3>
          {video.description && (
            <p dir="auto" className="line-clamp-3 text-muted-foreground text-sm">
              {video.description}
            </p>
          )}
          {questions > 0 && (
            <p className="text-muted-foreground text-sm">{counted(questions, "unresolved question", "unresolved questions")}</p>
          )}
        </div>
        {management && (
          <div className="relative">
            <VideoMenu
              video={video}
              captions={management.captions}
              replaceUrl={management.replacement?.uploaded && management.replacement.failure === null ? null : management.replaceUrl}
            />
          </div>
        )}
      </div>
      {management && video.status !== "ready" && <Preparation video={video} management={management} />}
      {management?.replacement && management.replaceUrl && (
        <Replacement video={video} state={management.replacement} endpoint={management.replaceUrl} />
      )}
    </article>
  );
}

/** How far a video is that can't be played yet, or why it never will be. */
function Preparation({ video, management }: { video: Video; management: VideoManagement }) {
  const { uploadUrl, problem, percent } = management;
  const failed = video.status === "failed" ? (problem ?? "Processing failed.") : null;
  if (uploadUrl !== null && (failed !== null || !management.arrived))
    return <VideoUpload video={video} endpoint={uploadUrl} problem={failed} />;
  if (failed !== null) return <p className="text-destructive text-sm">{failed}</p>;
  return (
    <div className="grid gap-2">
      <p className="flex items-baseline justify-between gap-3 text-sm">
        <span className="font-medium">Processing</span>
        {percent !== null && <span className="text-muted-foreground tabular-nums">{percent} %</span>}
      </p>
      <ProgressBar percent={percent ?? 0} label={`Processing of ${video.title}`} />
    </div>
  );
}
