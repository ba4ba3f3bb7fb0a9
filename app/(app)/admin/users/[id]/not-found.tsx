import { UserX } from "lucide-react";
import { NotFoundPart } from "#components/layout/not-found-part.tsx";

export { notFoundMetadata as metadata } from "#components/layout/not-found-part.tsx";

/** Also shown when another admin has just deleted the account. */
export default function NoSuchUser() {
  return (
    <NotFoundPart icon={UserX} title="Account not found" href="/admin/users" action="Go to People">
      It may have been deleted, or the link is incomplete.
    </NotFoundPart>
  );
}
