import { requireAdmin, titleForAdmins } from "#app/session.ts";
import { ImportPeople } from "#components/admin/import-people.tsx";
import { PageHead } from "#components/layout/page-head.tsx";
import { listLecturers } from "#lib/server/users/list-lecturers.ts";

export const generateMetadata = titleForAdmins("Import people");

export default async function ImportPage() {
  await requireAdmin();
  return (
    <div className="grid w-full max-w-4xl gap-6">
      <PageHead
        title="Import people"
        back={{ href: "/admin/users", label: "People" }}
        about="Accounts and enrolments from a file. You’ll see what it does before anything changes."
      />
      <ImportPeople lecturers={await listLecturers()} />
    </div>
  );
}
