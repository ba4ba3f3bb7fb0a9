"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { api } from "#lib/client/api/api.ts";
import { actionProblem } from "#lib/client/api/problems.ts";
import type { Video } from "#lib/contract/courses.ts";
import { useUser } from "../live/realtime-provider";
import { Problem } from "../ui/problem";
import { ProgressBar } from "../ui/progress-bar";
import { FileButton } from "../uploads/file-button";
import { UploadProgress } from "../uploads/upload-progress";
import { uploads, useUpload } from "../uploads/uploads";

type Lecture = Pick<Video, "id" | "course_id" | "title">;

/** Asks for another file of a lecture, and sends it. */
export function ReplaceForm({ video, endpoint, onDone }: { video: Lecture; endpoint: string; onDone: () => void }) {
  const user = useUser();
  const [problem, setProblem] = useState<string | null>(null);
  const send = async (file: File) => {
    setProblem(null);
    try {
      await api("POST", `/api/videos/${video.id}/replacement`);
      uploads.start({ videoId: video.id, courseId: video.course_id, userId: user.id, title: video.title, endpoint }, file);
      onDone();
    } catch (error) {
      setProblem(actionProblem(error));
    }
  };
  return (
    <div className="grid gap-4">
      <Problem>{problem}</Problem>
      <FileButton of={video.title} onFile={(file) => void send(file)} />
    </div>
  );
}

type Props = {
  video: Lecture;
  state: { uploaded: boolean; percent: number | null; failure: string | null };
  endpoint: string;
};

/** How far another file of a lecture is, or why it did not come to be. The lecture plays on meanwhile. */
export function Replacement({ video, state: { uploaded, percent, failure }, endpoint }: Props) {
  const router = useRouter();
  const upload = useUpload(video.id);
  const [problem, setProblem] = useState<string | null>(null);
  const keep = async () => {
    setProblem(null);
    try {
      await api("DELETE", `/api/videos/${video.id}/replacement`);
      uploads.cancel(video.id);
      router.refresh();
    } catch (error) {
      setProblem(actionProblem(error));
    }
  };
  const isWaiting = failure === null && !uploaded;
  return (
    <div className="relative grid gap-2 text-sm">
      {failure !== null ? (
        <p>
          <span className="font-medium text-destructive">The new file didn’t replace this one. </span>
          {failure} The lecture still plays its current file.
        </p>
      ) : uploaded ? (
        <>
          <p className="flex items-baseline justify-between gap-3">
            <span className="font-medium">Processing the new file</span>
            {percent !== null && <span className="text-muted-foreground tabular-nums">{percent} %</span>}
          </p>
          <ProgressBar percent={percent ?? 0} label={`Processing of the new file of ${video.title}`} />
        </>
      ) : upload ? (
        <UploadProgress upload={upload} />
      ) : (
        <p className="text-muted-foreground leading-relaxed">
          The upload of a new file isn’t finished. Resume it in the browser where you started, or choose the file here to start over.
        </p>
      )}
      <Problem>{problem}</Problem>
      <div className="flex flex-wrap gap-2">
        {(failure !== null || (isWaiting && !upload)) && <ReplaceForm video={video} endpoint={endpoint} onDone={() => router.refresh()} />}
        <Button type="button" size="sm" variant="outline" onClick={() => void keep()}>
          {failure === null ? "Keep the current file" : "Dismiss"}
        </Button>
      </div>
    </div>
  );
}
