import { requireAdmin, titleForAdmins } from "#app/session.ts";
import { NewUserForm } from "#components/admin/new-user-form.tsx";
import { PageHead } from "#components/layout/page-head.tsx";

export const generateMetadata = titleForAdmins("New account");

export default async function NewUserPage() {
  await requireAdmin();
  return (
    <div className="grid w-full max-w-2xl gap-6">
      <PageHead title="New account" back={{ href: "/admin/users", label: "People" }} />
      <NewUserForm />
    </div>
  );
}
