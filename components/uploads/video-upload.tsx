"use client";
import type { Video } from "#lib/contract/courses.ts";
import { useUser } from "../live/realtime-provider";
import { FileButton } from "./file-button";
import { UploadProgress } from "./upload-progress";
import { uploads, useUpload } from "./uploads";

type Props = { video: Video; endpoint: string /** Why the file before was none. */; problem: string | null };

/** A video that waits for its file. Shows the upload of this browser, or else a button to send a file. */
export function VideoUpload({ video, endpoint, problem }: Props) {
  const user = useUser();
  const upload = useUpload(video.id);
  // The server's reason is in `problem`, so the upload does not say it again.
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
