"use client";
import { Search, Users } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { MoreButton } from "#components/ui/more-button.tsx";
import { Name } from "#components/ui/name.tsx";
import { toast } from "#components/ui/toast.ts";
import { api } from "#lib/client/api/api.ts";
import type { RosterEntry } from "#lib/contract/courses.ts";
import { fullName } from "#lib/contract/full-name.ts";
import { ConfirmDialog } from "../forms/confirm-dialog";
import { counted } from "../ui/counted";
import { EmptyState, NoMatches } from "../ui/empty-state";
import { LocalTime } from "../ui/local-time";
import { RosterImport } from "./roster-import";
import { type RosterPages, useRoster } from "./use-roster";

type Props = { courseId: string; initial: RosterPages; enrolledCount: number; archived: boolean };

/** The people of a course: search, remove, and import a list. */
export function Roster({ courseId, initial, enrolledCount, archived }: Props) {
  const roster = useRoster(courseId, initial);
  const [count, setCount] = useState(enrolledCount);
  const [removing, setRemoving] = useState<RosterEntry | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  const nobody = count === 0 && roster.query === "";

  const remove = async (entry: RosterEntry) => {
    await api("DELETE", `/api/courses/${courseId}/roster/${entry.id}`);
    roster.without(entry.id);
    setCount((before) => before - 1);
    toastRemoved(fullName(entry));
  };

  return (
    <div className="grid gap-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <SearchField query={roster.query} onQuery={roster.setQuery} />
        {!archived && (
          <RosterImport
            courseId={courseId}
            onImported={(added) => {
              setCount((before) => before + added);
              roster.refetch(0);
            }}
          />
        )}
      </div>
      <p role="status" className="text-muted-foreground text-sm tabular-nums">
        {counted(count, "student", "students")} enrolled
      </p>
      <p role="alert" className="text-destructive text-sm empty:hidden">
        {roster.problem ?? roster.end.problem}
      </p>
      {nobody ? (
        <EmptyState icon={Users} title="Nobody is enrolled yet">
          {archived
            ? "The course is archived, so nobody can join. Reopen it under Settings first."
            : "Students can enrol under Courses, or you can import a list: a CSV file with a column named email."}
        </EmptyState>
      ) : roster.list.items.length === 0 && !roster.loading ? (
        <NoMatches onClear={() => roster.setQuery("")}>Search by part of a name or email.</NoMatches>
      ) : (
        <RosterTable
          entries={roster.list.items}
          onRemove={(entry, button) => {
            opener.current = button;
            setRemoving(entry);
          }}
        />
      )}
      <MoreButton hasMore={roster.list.cursor !== null} loading={roster.loading || roster.end.loading} onMore={roster.end.more} />
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={(open) => !open && setRemoving(null)}
        title={
          <>
            Remove{" "}
            <Name>
              {removing?.first_name} {removing?.last_name}
            </Name>
            ?
          </>
        }
        text="They can no longer watch or ask in this course. Their questions stay. They can enrol again while the course is open to them."
        action="Remove"
        onConfirm={async () => {
          if (removing) await remove(removing);
        }}
        opener={opener}
      />
    </div>
  );
}

type TableProps = { entries: RosterEntry[]; onRemove: (entry: RosterEntry, button: HTMLElement) => void };

function RosterTable({ entries, onRemove }: TableProps) {
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">Students in this course</caption>
      <thead className="border-b text-start text-muted-foreground">
        <tr>
          <th scope="col" className="py-2 pe-3 text-start font-medium">
            Student
          </th>
          <th scope="col" className="px-3 py-2 text-start font-medium max-sm:hidden">
            Enrolled
          </th>
          <th scope="col" className="py-2">
            <span className="sr-only">Remove</span>
          </th>
        </tr>
      </thead>
      <tbody className="divide-y">
        {entries.map((entry) => (
          <tr key={entry.id}>
            <th scope="row" className="w-full max-w-0 py-2.5 pe-3 text-start font-normal">
              <p className="truncate font-medium">
                <Name>
                  {entry.first_name} {entry.last_name}
                </Name>
              </p>
              <p className="truncate text-muted-foreground">{entry.email}</p>
              {entry.password_chosen === false && <p className="text-muted-foreground text-meta">Hasn’t signed in yet</p>}
            </th>
            <td className="whitespace-nowrap px-3 text-muted-foreground max-sm:hidden">
              <LocalTime at={entry.enrolled_at} />
            </td>
            <td className="text-end">
              <Button type="button" size="sm" variant="ghost" onClick={(event) => onRemove(entry, event.currentTarget)}>
                Remove
                <span className="sr-only">
                  {" "}
                  {entry.first_name} {entry.last_name}
                </span>
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const toastRemoved = (name: string) =>
  toast(
    <>
      <Name>{name}</Name> is no longer in the course
    </>,
  );

function SearchField({ query, onQuery }: { query: string; onQuery: (query: string) => void }) {
  return (
    <div className="relative w-full sm:w-80">
      <Search className="pointer-events-none absolute start-3 top-3 size-4 text-muted-foreground" aria-hidden="true" />
      <input
        type="search"
        dir="auto"
        value={query}
        onChange={(event) => onQuery(event.target.value)}
        placeholder="Name or email"
        aria-label="Search the roster"
        className="h-10 w-full rounded-lg border border-input bg-card ps-9 pe-3 text-sm placeholder:text-muted-foreground"
      />
    </div>
  );
}
