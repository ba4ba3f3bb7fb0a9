import { requireAdmin, titleForAdmins } from "#app/session.ts";
import { LogoForm } from "#components/admin/logo-form.tsx";
import { SchoolForm } from "#components/admin/school-form.tsx";
import { CourseSection } from "#components/courses/course-section.tsx";
import { PageHead } from "#components/layout/page-head.tsx";
import { RefreshOnSchoolChanges } from "#components/live/refresh-on-school-changes.ts";
import { school } from "#lib/server/school.ts";

export const generateMetadata = titleForAdmins("School");

/** How the school presents itself, live for other admins. */
export default async function SchoolPage() {
  await requireAdmin();
  const shown = await school();
  return (
    <div className="grid w-full max-w-2xl grid-cols-[minmax(0,1fr)] gap-8">
      <RefreshOnSchoolChanges />
      <PageHead
        title="School"
        about="Your school’s name and logo, where people find help, and any links the law requires. Anyone can see these, even without signing in."
      />
      <SchoolForm initial={shown} />
      <CourseSection title="Logo">
        <LogoForm school={shown} />
      </CourseSection>
    </div>
  );
}
