import { Upload, UserPlus } from "lucide-react";
import { requireAdmin, titleForAdmins } from "#app/session.ts";
import { MailServerNote } from "#components/admin/mail-server-note.tsx";
import { NewLinks } from "#components/admin/new-links.tsx";
import { parseUserFilter } from "#components/admin/user-filter.ts";
import { UserList } from "#components/admin/user-list.tsx";
import { PageHead } from "#components/layout/page-head.tsx";
import { Button } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import { limits } from "#lib/contract/limits.ts";
import { titlesOfCourses } from "#lib/server/courses/titles.ts";
import { mailServer } from "#lib/server/mail/mail-server.ts";
import { listUsers } from "#lib/server/users/list-users.ts";

export const generateMetadata = titleForAdmins("People");

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Everyone with an account; rendered by the server, live afterwards. */
export default async function UsersPage({ searchParams }: Props) {
  await requireAdmin();
  const filter = parseUserFilter(await searchParams);
  const { query, role, invitation } = filter;
  const [page, courses, server] = await Promise.all([
    listUsers({
      query: { ...(query !== "" && { query }), ...(role && { role }), ...(invitation && { invitation }), limit: limits.pageDefault },
    }),
    titlesOfCourses(),
    mailServer(),
  ]);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <PageHead
        title="People"
        actions={
          <>
            <NewLinks courses={courses} />
            <Button asChild variant="outline">
              <Link href="/admin/users/import">
                <Upload aria-hidden="true" />
                Import
              </Link>
            </Button>
            <Button asChild>
              <Link href="/admin/users/new">
                <UserPlus aria-hidden="true" />
                New account
              </Link>
            </Button>
          </>
        }
      />
      <MailServerNote server={server} />
      <UserList initial={{ items: page.items, cursor: page.next_cursor ?? null }} filter={filter} />
    </div>
  );
}
