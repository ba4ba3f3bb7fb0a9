"use client";
import { useUser } from "#components/layout/realtime-provider";
import type { Video } from "#lib/contract/courses";
import { FileButton } from "./file-button";
import { UploadProgress } from "./upload-progress";
import { uploads, useUpload } from "./uploads";

type Props = { video: Video; endpoint: string /** Why the file before was none. */; problem: string | null };

/** A video whose file is awaited: what this browser is sending, or else the way to send one. */
export function VideoUpload({ video, endpoint, problem }: Props) {
  const user = useUser();
  const upload = useUpload(video.id);
  // What the server says of a file that it refused is the same, in its own place.
  const isRefused = problem !== null && upload?.state === "failed";
  if (upload && !isRefused) return <UploadProgress upload={upload} />;
  return (
    <div className="grid gap-2 text-sm">
      {problem === null ? (
        <p className="text-muted-foreground leading-relaxed">
          The upload isn’t finished. Resume it in the browser where you started, or choose the file here to start over.
        </p>
      ) : (
        <p>
          <span className="font-medium text-destructive">Processing failed. </span>
          {problem}
        </p>
      )}
      <FileButton
        of={video.title}
        onFile={(file) =>
          uploads.start({ videoId: video.id, courseId: video.course_id, userId: user.id, title: video.title, endpoint }, file)
        }
      />
    </div>
  );
}
