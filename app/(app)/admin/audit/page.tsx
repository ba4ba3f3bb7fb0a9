import { requireAdmin, titleForAdmins } from "#app/session.ts";
import { parseAuditFilter } from "#components/admin/audit-filter.ts";
import { AuditList } from "#components/admin/audit-list.tsx";
import { PageHead } from "#components/layout/page-head.tsx";
import { limits } from "#lib/contract/limits.ts";
import { listAudit } from "#lib/server/audit/list-audit.ts";

export const generateMetadata = titleForAdmins("Audit log");

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AuditPage({ searchParams }: Props) {
  await requireAdmin();
  const filter = parseAuditFilter(await searchParams);
  const { action, person } = filter;
  const page = await listAudit({ query: { ...(action && { action }), ...(person && { person }), limit: limits.pageDefault } });
  const named = page.items.flatMap(({ actor, target }) => [actor, target]).find((one) => one?.id === person);
  return (
    <div className="grid gap-6">
      <PageHead
        title="Audit log"
        about="Sign-ins, changes and deletions: who did what, and from where. Choose a name to see only that person’s events. This log is read-only."
      />
      <AuditList
        key={`${action} ${person}`}
        initial={{ items: page.items, cursor: page.next_cursor ?? null }}
        filter={filter}
        personName={named?.name ?? null}
      />
    </div>
  );
}
