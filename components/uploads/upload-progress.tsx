"use client";
import { Pause, Play } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Name } from "#components/ui/name.tsx";
import type { Upload, UploadState } from "#lib/client/uploads/upload.ts";
import { ProgressBar } from "../ui/progress-bar";
import { FileButton } from "./file-button";
import { percentOf, transferText } from "./transfer-text";
import { uploads } from "./uploads";

const words: Record<UploadState, string> = {
  uploading: "Uploading",
  waiting: "Waiting for connection",
  paused: "Paused",
  "file-needed": "Not finished",
  failed: "Not uploaded",
};

/** An upload: how far, how fast, how long, and its buttons. */
export function UploadProgress({ upload }: { upload: Upload }) {
  const { state, sent, speed, problem, title, file } = upload;
  const percent = percentOf(sent, file.size);
  return (
    <div className="grid gap-2">
      <p className="flex items-baseline justify-between gap-3 text-sm">
        {/* Only what it is doing is read out, not every figure. */}
        <span role="status" className="font-medium">
          {words[state]}
        </span>
        <span className="text-muted-foreground tabular-nums">{percent} %</span>
      </p>
      <ProgressBar percent={percent} label={`Upload of ${title}`} />
      <p className="text-muted-foreground text-sm tabular-nums">{transferText(sent, file.size, speed)}</p>
      {problem && (
        <p role="alert" className="text-destructive text-sm">
          {problem}
        </p>
      )}
      <Acts upload={upload} />
    </div>
  );
}

function Acts({ upload }: { upload: Upload }) {
  const { videoId, state, title, file } = upload;
  const [problem, setProblem] = useState<string | null>(null);
  const going = state === "uploading" || state === "waiting";
  return (
    <>
      {state === "file-needed" && (
        // After a reload the browser no longer holds the file.
        <p className="break-words text-sm">
          Choose <Name className="font-medium">{file.name}</Name> again to resume the upload.
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {going && (
          <Button type="button" size="sm" variant="outline" onClick={() => uploads.pause(videoId)}>
            <Pause aria-hidden="true" />
            Pause
            <span className="sr-only"> {title}</span>
          </Button>
        )}
        {(state === "paused" || state === "failed") && (
          <Button type="button" size="sm" variant="outline" onClick={() => uploads.resume(videoId)}>
            <Play aria-hidden="true" />
            {state === "paused" ? "Resume" : "Try again"}
            <span className="sr-only"> {title}</span>
          </Button>
        )}
        {state === "file-needed" && <FileButton of={title} onFile={(chosen) => setProblem(uploads.resumeWithFile(videoId, chosen))} />}
        {(state === "file-needed" || state === "failed") && (
          <Button type="button" size="sm" variant="ghost" onClick={() => uploads.cancel(videoId)}>
            Use another file
            <span className="sr-only"> for {title}</span>
          </Button>
        )}
      </div>
      <p role="alert" className="text-destructive text-sm empty:hidden">
        {problem}
      </p>
    </>
  );
}
