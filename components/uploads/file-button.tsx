"use client";
import { Upload as UploadIcon } from "lucide-react";
import { useRef } from "react";
import { Button } from "#components/ui/button.tsx";

type Props = { /** What the file is for; read out with the button. */ of: string; onFile: (file: File) => void };

/** A button that asks for a video file. */
export function FileButton({ of, onFile }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div>
      <input
        ref={input}
        type="file"
        accept={videoFiles}
        tabIndex={-1}
        aria-label={`File for ${of}`}
        className="sr-only"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          // So that the same file may be chosen again.
          event.target.value = "";
          if (file) onFile(file);
        }}
      />
      <Button type="button" size="sm" variant="outline" onClick={() => input.current?.click()}>
        <UploadIcon aria-hidden="true" />
        Choose the file<span className="sr-only"> for {of}</span>
      </Button>
    </div>
  );
}

/** What a file dialog offers first. The server finds out what a file really is. */
export const videoFiles = "video/*,.mkv";
