"use client";
import { Pause, Play, Upload as UploadIcon } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "#components/ui/button";
import type { Upload, UploadState } from "#lib/client/uploads";
import { ProgressBar } from "./progress-bar";
import { percentOf, transferText } from "./transfer-text";
import { uploads } from "./uploads";

const words: Record<UploadState, string> = {
  uploading: "Uploading",
  waiting: "Waiting for the connection",
  paused: "Paused",
  "file-needed": "Not finished",
  failed: "Not uploaded",
};

/** A file on its way: how far, how fast, how long, and what can be done about it. */
export function UploadProgress({ upload }: { upload: Upload }) {
  const { videoId, state, sent, speed, problem, title, file } = upload;
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
      {state === "file-needed" ? (
        <ChooseAgain upload={upload} />
      ) : (
        <div>
          {state === "uploading" || state === "waiting" ? (
            <Button type="button" size="sm" variant="outline" onClick={() => uploads.pause(videoId)}>
              <Pause aria-hidden="true" />
              Pause
              <span className="sr-only"> {title}</span>
            </Button>
          ) : (
            <Button type="button" size="sm" variant="outline" onClick={() => uploads.resume(videoId)}>
              <Play aria-hidden="true" />
              {state === "paused" ? "Go on" : "Try again"}
              <span className="sr-only"> {title}</span>
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** After a reload the browser no longer holds the file: with it in hand, the upload goes on where it was. */
function ChooseAgain({ upload }: { upload: Upload }) {
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <div className="grid gap-2">
      <p className="break-words text-sm">
        Choose <span className="font-medium">{upload.file.name}</span> again: it goes on from where it stopped.
      </p>
      <input
        ref={input}
        type="file"
        accept="video/*"
        tabIndex={-1}
        aria-label={`The file of ${upload.title}`}
        className="sr-only"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) setProblem(uploads.goOn(upload.videoId, file));
          event.target.value = "";
        }}
      />
      <div>
        <Button type="button" size="sm" onClick={() => input.current?.click()}>
          <UploadIcon aria-hidden="true" />
          Choose the file
          <span className="sr-only"> of {upload.title}</span>
        </Button>
      </div>
      <p role="alert" className="text-destructive text-sm empty:hidden">
        {problem}
      </p>
    </div>
  );
}
