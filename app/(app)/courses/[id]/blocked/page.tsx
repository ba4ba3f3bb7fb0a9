import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { idParam } from "#app/id-param.ts";
import { requireCaller } from "#app/session.ts";
import { BlockedStudents } from "#components/courses/blocked-students.tsx";
import { PageHead } from "#components/layout/page-head.tsx";
import { RefreshOnUserChanges } from "#components/live/refresh-on-user-changes.ts";
import { listBlocks } from "#lib/server/courses/blocks.ts";
import { getCourse } from "#lib/server/courses/get-course.ts";
import { isAppError } from "#lib/server/errors.ts";

type Props = { params: Promise<{ id: string }> };

/** The course and who is blocked in it, once for the page and its title. */
const blocksOf = cache(async (id: string) => {
  const caller = await requireCaller();
  return Promise.all([getCourse({ caller, params: { id } }), listBlocks({ caller, params: { id }, query: {} })]).catch((error: unknown) => {
    if (isAppError(error) && (error.code === "not_found" || error.code === "forbidden")) notFound();
    throw error;
  });
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await blocksOf(await idParam(params));
  return { title: "Blocked students" };
}

/** For the course's lecturer and for admins. Admins may unblock a student, too. */
export default async function BlockedPage({ params }: Props) {
  const id = await idParam(params);
  const [course, blocks] = await blocksOf(id);
  return (
    <div className="grid w-full max-w-3xl gap-6">
      <RefreshOnUserChanges />
      <PageHead
        title="Blocked students"
        back={{ href: `/courses/${id}`, label: course.title }}
        about="They can read this course, but can’t ask or reply. They see the reason where they’d normally write."
      />
      <BlockedStudents courseId={id} blocks={blocks.items} />
      {blocks.next_cursor && (
        <p className="text-muted-foreground text-sm">Only the {blocks.items.length} most recently blocked are listed.</p>
      )}
    </div>
  );
}
