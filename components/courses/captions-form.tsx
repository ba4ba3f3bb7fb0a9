"use client";
import { type ChangeEvent, useState } from "react";
import { toast } from "sonner";
import { Button } from "#components/ui/button";
import { api } from "#lib/client/api";
import { limits } from "#lib/contract/limits";
import { actionProblem } from "../forms/problems";
import { FormAlert } from "./form-alert";
import { formatBytes } from "./transfer-text";

type Props = { videoId: string /** Whether it has some. */; captions: boolean; onDone: () => void };

/** The captions of a lecture: a WebVTT file, in place of what is there. */
export function CaptionsForm({ videoId, captions, onDone }: Props) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const change = async (act: () => Promise<unknown>, said: string) => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await act();
      toast(said);
      onDone();
    } catch (error) {
      setProblem(actionProblem(error));
    } finally {
      setBusy(false);
    }
  };
  const path = `/api/videos/${videoId}/captions`;
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    event.target.value = "";
    if (!file) return;
    if (file.size > limits.captionsBytes) return setProblem(`Captions may have at most ${formatBytes(limits.captionsBytes)}.`);
    const text = await file.text();
    await change(() => api("PUT", path, { captions: text }), "The captions are in place");
  };
  return (
    <div className="grid gap-4">
      <FormAlert text={problem} />
      <label className="grid gap-1.5 font-semibold text-sm">
        {captions ? "Another WebVTT file" : "WebVTT file"}
        <input
          type="file"
          accept=".vtt,text/vtt"
          onChange={(event) => void choose(event)}
          className="w-full rounded-lg border border-input bg-card px-3 py-2 font-normal"
        />
      </label>
      <div className="flex items-center justify-between gap-3">
        <p role="status" className="text-muted-foreground text-sm">
          {busy ? "Working…" : captions ? "This lecture has captions." : "This lecture has no captions yet."}
        </p>
        {captions && (
          <Button
            type="button"
            variant="outline"
            size="sm"
            aria-disabled={busy}
            onClick={() => void change(() => api("DELETE", path), "The captions are removed")}
          >
            Remove captions
          </Button>
        )}
      </div>
    </div>
  );
}
