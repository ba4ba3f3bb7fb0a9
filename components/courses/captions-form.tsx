"use client";
import { type ChangeEvent, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field, Select } from "#components/ui/field.tsx";
import { toast } from "#components/ui/toast.ts";
import { api } from "#lib/client/api/api.ts";
import { actionProblem } from "#lib/client/api/problems.ts";
import { base64Of } from "#lib/client/files.ts";
import { limits } from "#lib/contract/limits.ts";
import type { CaptionTrack } from "#lib/contract/videos.ts";
import { FormAlert } from "../ui/form-alert";
import { formatBytes } from "../uploads/transfer-text";

/** The languages on offer, by their own names: English first, then by name. */
const languages = ["en", "ar", "cs", "da", "de", "el", "es", "fi", "fr", "he", "hi", "hu", "id", "it", "ja", "ko", "nb", "nl"]
  .concat(["pl", "pt", "ro", "ru", "sv", "th", "tr", "uk", "vi", "zh-Hans", "zh-Hant"])
  .map((code) => ({ code, name: nameOf(code) }));

/** The name of a language in that language: "Deutsch" for de. */
function nameOf(code: string): string {
  const name = new Intl.DisplayNames([code], { type: "language" }).of(code) ?? code;
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
}

type Props = { videoId: string; captions: CaptionTrack[]; onDone: () => void };

/** The captions of a lecture, one file a language. A new file replaces the one in its language. */
export function CaptionsForm({ videoId, captions, onDone }: Props) {
  const fileId = useId();
  const { problem, setProblem, busy, change } = useCaptionsChange(onDone);
  const [language, setLanguage] = useState("en");
  const [label, setLabel] = useState(nameOf("en"));
  const path = `/api/videos/${videoId}/captions`;
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    event.target.value = "";
    if (!file) return;
    if (file.size > limits.captionsBytes) return setProblem(`Captions can be up to ${formatBytes(limits.captionsBytes)}.`);
    const file_base64 = await base64Of(file).catch(() => null);
    if (file_base64 === null) return setProblem("Your browser couldn’t read this file. Choose it again.");
    if (file_base64 === "") return setProblem("This file is empty.");
    await change(() => api("PUT", path, { file_base64, language, label: label.trim() || nameOf(language) }), "Captions added");
  };
  const remove = ({ language: of }: CaptionTrack) =>
    change(() => api("DELETE", `${path}?language=${encodeURIComponent(of)}`), "Captions removed");
  const replaces = captions.some((track) => track.language === language);
  return (
    <div className="grid gap-4">
      <FormAlert text={problem} />
      {captions.length > 0 && <TrackList captions={captions} busy={busy} onRemove={(track) => void remove(track)} />}
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label="Language"
          value={language}
          onChange={({ target }) => {
            setLanguage(target.value);
            setLabel(captions.find((track) => track.language === target.value)?.label ?? nameOf(target.value));
          }}
        >
          {languages.map(({ code, name }) => (
            <option key={code} value={code} lang={code}>
              {name}
            </option>
          ))}
        </Select>
        <Field
          label="Name in the player"
          value={label}
          maxLength={limits.captionLabelMax}
          onChange={({ target }) => setLabel(target.value)}
          autoComplete="off"
        />
      </div>
      <label htmlFor={fileId} className="grid gap-1.5 font-semibold text-sm">
        {replaces ? "Another file (.vtt or .srt)" : "File (.vtt or .srt)"}
        <input
          id={fileId}
          type="file"
          accept=".vtt,.srt,text/vtt,application/x-subrip"
          onChange={(event) => void choose(event)}
          className="w-full rounded-lg border border-input bg-card px-3 py-2 font-normal"
        />
      </label>
      <p role="status" className="text-muted-foreground text-sm">
        {busy
          ? "Working…"
          : captions.length === 0
            ? "This lecture has no captions yet."
            : replaces
              ? "This replaces the captions in this language."
              : ""}
      </p>
    </div>
  );
}

type TrackListProps = { captions: CaptionTrack[]; busy: boolean; onRemove: (track: CaptionTrack) => void };

function TrackList({ captions, busy, onRemove }: TrackListProps) {
  return (
    <ul aria-label="Captions of this lecture" className="divide-y rounded-lg border bg-card text-sm">
      {captions.map((track) => (
        <li key={track.language} className="flex items-center justify-between gap-3 px-3 py-1.5">
          <bdi lang={track.language} className="min-w-0 [overflow-wrap:anywhere]">
            {track.label}
          </bdi>
          <Button type="button" variant="ghost" size="sm" aria-disabled={busy} onClick={() => onRemove(track)}>
            Remove<span className="sr-only"> {track.label}</span>
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** One change at a time of the captions, with what went wrong, and a toast when it has happened. */
function useCaptionsChange(onDone: () => void) {
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
  return { problem, setProblem, busy, change };
}
