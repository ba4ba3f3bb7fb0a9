import { Name } from "#components/ui/name.tsx";
import type { Video } from "#lib/contract/courses.ts";
import { Link } from "../ui/link";

type Props = { video: Pick<Video, "title" | "description">; course: { id: string; title: string } };

/** What the lecture is called, and what it is about. */
export function About({ video, course }: Props) {
  return (
    <div className="min-w-0">
      <p className="text-muted-foreground text-sm beside:mt-4">
        <Link href={`/courses/${course.id}`} className="inline-block max-w-full leading-6 hover:underline">
          <Name>{course.title}</Name>
        </Link>
      </p>
      <h1 title={video.title} className="mt-0.5 line-clamp-3 text-balance page-title beside:line-clamp-2">
        <Name>{video.title}</Name>
      </h1>
      {video.description && (
        <p dir="auto" className="mt-2 max-w-[70ch] whitespace-pre-line text-muted-foreground leading-relaxed">
          {video.description}
        </p>
      )}
    </div>
  );
}
