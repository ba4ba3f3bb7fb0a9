import { VideoOff } from "lucide-react";
import { NotFoundPart } from "#components/layout/not-found-part.tsx";

export { notFoundMetadata as metadata } from "#components/layout/not-found-part.tsx";

export default function VideoNotFound() {
  return (
    <NotFoundPart icon={VideoOff} title="Lecture not found" href="/courses" action="Go to courses">
      It may have been removed, or the link is incomplete.
    </NotFoundPart>
  );
}
