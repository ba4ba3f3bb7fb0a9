import { MessageCircleOff } from "lucide-react";
import { NotFoundPart } from "#components/layout/not-found-part.tsx";

export { notFoundMetadata as metadata } from "#components/layout/not-found-part.tsx";

export default function ThreadNotFound() {
  return (
    <NotFoundPart icon={MessageCircleOff} title="Discussion not found" href="/discussions" action="Go to your discussions">
      It may have been deleted, or you don’t have access.
    </NotFoundPart>
  );
}
