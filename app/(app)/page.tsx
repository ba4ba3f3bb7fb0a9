import { GraduationCap } from "lucide-react";
import { redirect } from "next/navigation";
import { requireCaller } from "#app/session.ts";
import { CourseCard } from "#components/courses/course-card.tsx";
import { CourseGrid } from "#components/courses/course-grid.tsx";
import { WatchingCard } from "#components/courses/watching-card.tsx";
import { RefreshOnEvents } from "#components/live/refresh-on-events.ts";
import { ThreadRow } from "#components/thread-list/thread-row.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";
import { Name } from "#components/ui/name.tsx";
import type { Message, Thread } from "#lib/contract/discussions.ts";
import { limits } from "#lib/contract/limits.ts";
import type { Caller } from "#lib/server/caller.ts";
import { listCourses } from "#lib/server/courses/list-courses.ts";
import { lastMessages } from "#lib/server/discussions/last-messages.ts";
import { listNewThreads } from "#lib/server/discussions/list-unread-threads.ts";
import { listWatching } from "#lib/server/videos/list-watching.ts";

/** A student's home: new answers, where they stopped watching, and the courses. Lecturers begin at their queue, admins at People. */
export default async function HomePage() {
  const caller = await requireCaller();
  if (caller.user.role === "lecturer") redirect("/dashboard");
  if (caller.user.role === "admin") redirect("/admin/users");
  const [newThreads, watching, courses] = await Promise.all([
    newThreadsOf(caller),
    listWatching(caller, 4),
    listCourses({ caller, query: { limit: limits.pageMax }, own: true }),
  ]);
  const mine = courses.items.filter((course) => course.my_part !== null);
  return (
    <div className="grid gap-10">
      <RefreshOnEvents />
      <h1 className="page-title">
        Hello, <Name>{caller.user.first_name}</Name>
      </h1>
      {newThreads.length > 0 && <NewThreads newThreads={newThreads} />}
      {watching.length > 0 && (
        <section aria-labelledby="watching">
          <h2 id="watching" className="mb-4 font-semibold text-lg">
            Continue watching
          </h2>
          <div className="grid gap-4 sm:grid-cols-2">
            {watching.map((video) => (
              <WatchingCard key={video.id} video={video} />
            ))}
          </div>
        </section>
      )}
      <section aria-labelledby="courses">
        <div className="mb-4 flex items-baseline justify-between gap-4">
          <h2 id="courses" className="font-semibold text-lg">
            Your courses
          </h2>
          {mine.length > 0 && (
            <Link href="/courses" className="text-accent-text text-sm underline underline-offset-4">
              All courses
            </Link>
          )}
        </div>
        {mine.length === 0 ? (
          <EmptyState
            icon={GraduationCap}
            title="You’re not in a course yet"
            action={
              <Button asChild>
                <Link href="/courses">Browse courses</Link>
              </Button>
            }
          >
            Enrol in a course, open a lecture, and ask the moment you get stuck.
          </EmptyState>
        ) : (
          <CourseGrid>
            {mine.map((course) => (
              <CourseCard key={course.id} course={course} canEnrol={false} />
            ))}
          </CourseGrid>
        )}
      </section>
    </div>
  );
}

type NewThread = { thread: Thread; latestMessage: Message | undefined };

/** The first discussions with something new, and what was said there last. */
async function newThreadsOf(caller: Caller): Promise<NewThread[]> {
  const threads = await listNewThreads({ caller, limit: 5 });
  const messageByThread = await lastMessages(
    caller,
    threads.map(({ id }) => id),
  );
  return threads.map((thread) => ({ thread, latestMessage: messageByThread.get(thread.id) }));
}

function NewThreads({ newThreads }: { newThreads: NewThread[] }) {
  return (
    <section aria-labelledby="unread">
      <div className="mb-1 flex items-baseline justify-between gap-4">
        <h2 id="unread" className="font-semibold text-lg">
          New activity
        </h2>
        {/* Where announcements are, too. */}
        <Link href="/notifications?tab=unread" className="text-accent-text text-sm underline underline-offset-4">
          All unread
        </Link>
      </div>
      <ul className="row-lines -mx-3 sm:-mx-4">
        {newThreads.map(({ thread, latestMessage }) => (
          <li key={thread.id}>
            <ThreadRow thread={thread} latestMessage={latestMessage} />
          </li>
        ))}
      </ul>
    </section>
  );
}
