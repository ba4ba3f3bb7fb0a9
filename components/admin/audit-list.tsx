"use client";
import { SearchX, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Name } from "#components/ui/name.tsx";
import type { AuditAction, AuditEntry } from "#lib/contract/audit.ts";
import { auditActions } from "#lib/contract/names.ts";
import { fetchPage, type Pages } from "../live/pages";
import { usePages } from "../live/use-live-list";
import { Button } from "../ui/button";
import { copyText } from "../ui/copy-text";
import { EmptyState } from "../ui/empty-state";
import { Link } from "../ui/link";
import { LocalTime } from "../ui/local-time";
import { MoreButton } from "../ui/more-button";
import { Problem } from "../ui/problem";
import { SelectField } from "../ui/select-field";
import { toast } from "../ui/toast";
import { type AuditFilter, auditApiPath, auditHref } from "./audit-filter";
import { auditDetails, auditLabels } from "./audit-labels";

const anything = [{ value: "", label: "All events" }, ...auditActions.map((value) => ({ value, label: auditLabels[value] }))];

type Props = { initial: Pages<AuditEntry>; filter: AuditFilter /** The name of the person in the filter. */; personName: string | null };

/** The audit log, newest first. Every filter has its own address. A name leads to the entries of that person. */
export function AuditList({ initial, filter, personName }: Props) {
  const router = useRouter();
  const { list, loading, problem, end } = usePages<AuditEntry, Pages<AuditEntry>>({
    queryKey: ["audit", filter],
    initial,
    painted: initial,
    load: (cursor, limit) => fetchPage(auditApiPath(filter, limit, cursor)),
    invalidatedBy: ({ kind }) => kind === "users" || kind === "caught_up",
  });
  const { items, cursor } = list;
  const choose = (action: AuditAction | null) => router.push(auditHref({ ...filter, action }));
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <SelectField
          compact
          label="Event"
          options={anything}
          value={filter.action ?? ""}
          onChange={(event) => choose(auditActions.find((action) => action === event.target.value) ?? null)}
          className="w-52"
        />
        {filter.person !== null && (
          <Link
            href={auditHref({ ...filter, person: null })}
            className="inline-flex h-10 items-center gap-2 rounded-lg bg-accent-soft px-3 font-medium text-accent-text text-sm"
          >
            {personName ?? "One person"}
            <X className="size-4" aria-hidden="true" />
            <span className="sr-only">: show everyone</span>
          </Link>
        )}
      </div>
      <Problem>{problem ?? end.problem}</Problem>
      {items.length === 0 ? (
        <EmptyState icon={SearchX} title="No matches" action={<Everything />}>
          Nothing in the log matches these filters.
        </EmptyState>
      ) : (
        <ol className="divide-y rounded-xl border bg-card">
          {items.map((entry) => (
            <li key={entry.id} className="px-4 py-3">
              <AuditRow entry={entry} filter={filter} />
            </li>
          ))}
        </ol>
      )}
      <MoreButton hasMore={cursor !== null} loading={loading || end.loading} onMore={end.more} />
    </div>
  );
}

const Everything = () => (
  <Button asChild variant="outline">
    <Link href={auditHref({ person: null, action: null })}>Show all events</Link>
  </Button>
);

function AuditRow({ entry, filter }: { entry: AuditEntry; filter: AuditFilter }) {
  const { action, actor, target, at, ip, request_id } = entry;
  const details = auditDetails(entry);
  const course = entry.details.course_id;
  const alone = !actor || !target || actor.id === target.id;
  return (
    <article className="grid gap-0.5 text-sm">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-semibold">{auditLabels[action]}</span>
        {alone ? (
          <Person person={target ?? actor} filter={filter} />
        ) : (
          <>
            <Person person={target} filter={filter} />
            <span className="text-muted-foreground">by</span>
            <Person person={actor} filter={filter} />
          </>
        )}
        <LocalTime at={at} className="ms-auto whitespace-nowrap text-muted-foreground text-meta tabular-nums" />
      </p>
      {details && <p className="break-words">{details}</p>}
      <p className="flex flex-wrap gap-x-3 text-muted-foreground text-meta">
        {typeof course === "string" && (
          <Link href={`/courses/${course}`} className="rounded-sm py-1 underline underline-offset-4">
            In a course
          </Link>
        )}
        {ip && <span>from {ip}</span>}
        {request_id && <RequestId id={request_id} />}
      </p>
    </article>
  );
}

/** What a row of the server's own log is found by. Nobody has to read it: it is copied, and shown where the browser refuses. */
function RequestId({ id }: { id: string }) {
  const [isRefused, setRefused] = useState(false);
  const copy = () =>
    void copyText(id, null).then((copied) => {
      if (copied) toast("Request ID copied", { id: "request-id" });
      else setRefused(true);
    });
  if (isRefused) return <span className="break-all font-mono">{id}</span>;
  return (
    <button type="button" title={id} onClick={copy} className="rounded-sm underline-offset-4 hover:underline">
      Copy request ID
    </button>
  );
}

function Person({ person, filter }: { person: AuditEntry["actor"]; filter: AuditFilter }) {
  if (!person) return null;
  return (
    <Link href={auditHref({ ...filter, person: person.id })} title={person.email} className="rounded-sm py-0.5 hover:underline">
      <Name>{person.name}</Name>
    </Link>
  );
}
