"use client";
import { Search } from "lucide-react";
import { useId } from "react";
import { Name } from "#components/ui/name.tsx";
import { fullName } from "#lib/contract/full-name.ts";
import { invitationStates } from "#lib/contract/names.ts";
import type { ListedUser } from "#lib/contract/users.ts";
import type { Pages } from "../live/pages";
import { Avatar } from "../ui/avatar";
import { counted } from "../ui/counted";
import { NoMatches } from "../ui/empty-state";
import { Link } from "../ui/link";
import { LocalTime } from "../ui/local-time";
import { MoreButton } from "../ui/more-button";
import { Problem } from "../ui/problem";
import { SelectField } from "../ui/select-field";
import { InvitationNote, invitationOptions } from "./invitation-note";
import { roleNames, roleOptions } from "./role-names";
import { useUserList } from "./use-user-list";
import { noFilter, type UserFilter } from "./user-filter";

const anyRole = [{ value: "", label: "All roles" }, ...roleOptions];
const anyInvitation = [{ value: "", label: "All invitations" }, ...invitationOptions];

/** Everyone with an account, or the people who match the search; live. */
export function UserList({ initial, filter: atFirst }: { initial: Pages<ListedUser>; filter: UserFilter }) {
  const { list, end, ...users } = useUserList(initial, atFirst);
  const { filter, changeFilter } = users;
  const { items, cursor } = list;
  const loading = users.loading || end.loading;
  const id = useId();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex flex-wrap gap-2">
        <div className="relative min-w-56 flex-1 max-sm:basis-full">
          <label htmlFor={id} className="sr-only">
            Search by name or email
          </label>
          <Search className="pointer-events-none absolute top-3 left-3 size-4 text-muted-foreground" aria-hidden="true" />
          <input
            dir="auto"
            id={id}
            type="search"
            value={filter.query}
            maxLength={200}
            placeholder="Name or email"
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => changeFilter({ ...filter, query: event.target.value })}
            className="h-10 w-full rounded-lg border border-input bg-card ps-9 pe-3 text-sm placeholder:text-muted-foreground"
          />
        </div>
        <SelectField
          compact
          label="Role"
          options={anyRole}
          value={filter.role ?? ""}
          onChange={(event) =>
            changeFilter({ ...filter, role: roleOptions.find(({ value }) => value === event.target.value)?.value ?? null })
          }
          className="flex-1 sm:w-40 sm:flex-none"
        />
        <SelectField
          compact
          label="Invitation"
          options={anyInvitation}
          value={filter.invitation ?? ""}
          onChange={({ target }) =>
            changeFilter({ ...filter, invitation: invitationStates.find((state) => state === target.value) ?? null })
          }
          className="flex-1 sm:w-44 sm:flex-none"
        />
      </div>
      <Problem>{users.problem ?? end.problem}</Problem>
      <p role="status" className="sr-only">
        {loading ? "" : cursor ? `${items.length} or more people` : counted(items.length, "person", "people")}
      </p>
      {items.length === 0 ? (
        <NoMatches onClear={() => changeFilter(noFilter)}>{nobodyText(filter)}</NoMatches>
      ) : (
        <ul className="divide-y rounded-xl border bg-card" aria-busy={loading}>
          {items.map((user) => (
            <li key={user.id}>
              <UserRow user={user} />
            </li>
          ))}
        </ul>
      )}
      <MoreButton hasMore={cursor !== null} loading={loading} onMore={end.more} />
    </div>
  );
}

function UserRow({ user }: { user: ListedUser }) {
  const name = fullName(user);
  return (
    <article className="relative flex items-center gap-3 px-4 py-3 hover:bg-row-hover">
      <Avatar name={name} quiet={user.role === "student"} />
      <div className="min-w-0 flex-1 sm:flex sm:items-baseline sm:gap-4">
        <Link href={`/admin/users/${user.id}`} className="block truncate rounded-sm font-medium covers-row sm:w-2/5 sm:shrink-0">
          <Name>{name}</Name>
        </Link>
        <div className="min-w-0 text-muted-foreground text-sm">
          <p className="truncate">{user.email}</p>
          {user.email_confirmed === false && <p className="text-meta">Email not confirmed</p>}
          {user.invitation && <InvitationNote invitation={user.invitation} className="line-clamp-3 text-meta" />}
        </div>
      </div>
      <div className="shrink-0 text-end text-sm sm:flex sm:w-56 sm:items-baseline sm:justify-between sm:gap-4">
        <p className={user.role === "student" ? "text-muted-foreground" : "font-medium text-accent-text"}>{roleNames[user.role]}</p>
        <p className="text-muted-foreground text-meta">
          Joined <LocalTime at={user.created_at} as="ago" />
        </p>
      </div>
    </article>
  );
}

function nobodyText({ query, role, invitation }: UserFilter): string {
  if (invitation) return "Nobody here has an invitation in this state.";
  if (query.trim() !== "") return `No name or email contains “${query.trim()}”.`;
  return role ? "Nobody has this role yet." : "Nobody has an account yet.";
}
