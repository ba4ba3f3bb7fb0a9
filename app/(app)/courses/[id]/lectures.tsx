import { Clapperboard } from "lucide-react";
import { AddVideo } from "#components/courses/add-video.tsx";
import { VideoCard, type VideoManagement } from "#components/courses/video-card.tsx";
import { watchedText } from "#components/courses/watched-bar.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";
import type { CourseWithVideos } from "#lib/contract/courses.ts";
import { grouped } from "#lib/contract/text.ts";
import { uploadPath } from "#lib/contract/upload-path.ts";
import { config } from "#lib/server/config.ts";
import type { LectureProgress } from "#lib/server/videos/list-progress.ts";
import { listVideoManagement, type VideoManagementRow } from "#lib/server/videos/list-video-management.ts";

type Props = {
  course: CourseWithVideos;
  runs: boolean;
  inside: boolean;
  questions: ReadonlyMap<string, number>;
  /** How far the viewer is in them; null for who keeps no progress. */
  progress: ReadonlyMap<string, LectureProgress> | null;
  /** Counted from 1; what lies beyond the last page is the last page. */
  page: number;
};

/** So many cards stand on one page: a course holds up to 1,000 lectures, and drawing them all keeps the server busy for half a second. */
const lecturesPerPage = 100;

/** The page that a query asks for; 1 for whatever is no number. */
export function pageOfQuery(page: string | string[] | undefined): number {
  return typeof page === "string" && /^[1-9]\d{0,3}$/.test(page) ? Number(page) : 1;
}

/** The lectures of a course as cards, a hundred a page. */
export async function Lectures({ course, runs, inside, questions, progress, page }: Props) {
  const management = await listVideoManagement(course.id);
  // A lecture that cannot be played yet, or never will, is shown only to the people who can act on it.
  const videos = course.videos.filter(({ status }) => runs || status === "ready");
  const pages = Math.max(1, Math.ceil(videos.length / lecturesPerPage));
  const current = Math.min(page, pages);
  const from = (current - 1) * lecturesPerPage;
  const shown = videos.slice(from, from + lecturesPerPage);
  return (
    <section aria-labelledby="lectures">
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <h2 id="lectures" className="font-semibold text-lg">
            Lectures
          </h2>
          {progress && videos.length > 0 && (
            <p className="text-muted-foreground text-sm tabular-nums">
              {watchedText(videos.filter(({ id }) => progress.get(id)?.watched).length, videos.length)}
            </p>
          )}
        </div>
        {runs && <AddVideo courseId={course.id} maxBytes={config().uploadMaxBytes} />}
      </div>
      {videos.length === 0 ? (
        <EmptyState icon={Clapperboard} title="No lectures yet">
          {runs
            ? "Add your first one. Students will be notified once it’s ready to watch."
            : "They’ll appear here once they’re ready to watch."}
        </EmptyState>
      ) : (
        <div className="grid gap-x-5 gap-y-8 sm:grid-cols-2 lg:grid-cols-3">
          {shown.map((video) => (
            <VideoCard
              key={video.id}
              video={video}
              open={inside}
              poster={management.get(video.id)?.poster ?? false}
              version={management.get(video.id)?.version ?? undefined}
              questions={questions.get(video.id) ?? 0}
              progress={progress?.get(video.id)}
              management={runs ? toManagement(management.get(video.id)) : undefined}
            />
          ))}
        </div>
      )}
      {pages > 1 && (
        <nav aria-label="Lecture pages" className="mt-8 flex flex-wrap items-center justify-between gap-3 text-sm">
          <p className="text-muted-foreground tabular-nums">
            Lectures {from + 1}–{from + shown.length} of {grouped(videos.length)}
          </p>
          <div className="flex gap-4">
            {current > 1 && <PageLink courseId={course.id} page={current - 1} text="Previous" />}
            {current < pages && <PageLink courseId={course.id} page={current + 1} text="Next" />}
          </div>
        </nav>
      )}
    </section>
  );
}

const PageLink = ({ courseId, page, text }: { courseId: string; page: number; text: string }) => (
  <Link href={`/courses/${courseId}?page=${page}#lectures`} className="text-accent-text underline underline-offset-4">
    {text}
  </Link>
);

const toManagement = (row: VideoManagementRow | undefined): VideoManagement | undefined =>
  row && {
    ...row,
    uploadUrl: row.wants_file ? `${uploadPath}/${row.id}` : null,
    replaceUrl: row.has_file ? `${uploadPath}/${row.id}` : null,
  };
