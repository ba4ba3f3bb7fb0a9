import { Name } from "#components/ui/name.tsx";
import type { Deletion } from "#lib/contract/users.ts";
import { Link } from "../ui/link";

const link = "font-medium text-accent-text underline underline-offset-4";

/** Whether an account can't be deleted at present. */
export const isDeletionBlocked = ({ last_admin, courses }: Deletion): boolean => last_admin || courses.length > 0;

/** Why an account can't be deleted yet, and what to do first. `own`: the reader's account. Only where `isDeletionBlocked`. */
export function DeletionBlockers({ deletion: { last_admin, courses }, own }: { deletion: Deletion; own: boolean }) {
  return (
    <div className="grid gap-2 rounded-lg bg-muted px-4 py-3 text-sm leading-relaxed">
      {last_admin ? (
        <p>
          {own ? "You’re" : "This is"} the only admin.{" "}
          <Link href="/admin/users/new" className={link}>
            Make another admin
          </Link>{" "}
          first.
        </p>
      ) : (
        <>
          <p>{own ? "Your" : "Their"} courses need another lecturer first, or must be deleted:</p>
          <ul className="grid list-disc gap-1 ps-5">
            {courses.map(({ id, title }) => (
              <li key={id}>
                <Link href={`/courses/${id}`} className={link}>
                  <Name>{title}</Name>
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
