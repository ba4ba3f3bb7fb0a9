"use client";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field, Select } from "#components/ui/field.tsx";
import { api } from "#lib/client/api/api.ts";
import { languageName } from "#lib/contract/language-name.ts";
import { limits } from "#lib/contract/limits.ts";
import type { CaptionTrack } from "#lib/contract/videos.ts";
import { FileField, useFileChoice } from "../forms/file-choice";
import { Problem } from "../ui/problem";
import { formatBytes } from "../uploads/transfer-text";

/** The languages on offer, by their own names: English first, then by name. */
const languages = ["en", "ar", "cs", "da", "de", "el", "es", "fi", "fr", "he", "hi", "hu", "id", "it", "ja", "ko", "nb", "nl"]
  .concat(["pl", "pt", "ro", "ru", "sv", "th", "tr", "uk", "vi", "zh-Hans", "zh-Hant"])
  .map((code) => ({ code, name: languageName(code) }));

type Props = { videoId: string; captions: CaptionTrack[]; onDone: () => void };

/** The captions of a lecture, one file a language. A new file replaces the one in its language. */
export function CaptionsForm({ videoId, captions, onDone }: Props) {
  const [language, setLanguage] = useState("en");
  const [label, setLabel] = useState(languageName("en"));
  const path = `/api/videos/${videoId}/captions`;
  const { problem, busy, change, choose } = useFileChoice({
    most: limits.captionsBytes,
    tooLarge: `Captions can be up to ${formatBytes(limits.captionsBytes)}.`,
    send: async (file_base64) => {
      await api("PUT", path, { file_base64, language, label: label.trim() || languageName(language) });
      return "Captions added";
    },
    onDone,
  });
  const remove = ({ language: of }: CaptionTrack) =>
    change(async () => {
      await api("DELETE", `${path}?language=${encodeURIComponent(of)}`);
      return "Captions removed";
    });
  const replaces = captions.some((track) => track.language === language);
  return (
    <div className="grid gap-4">
      <Problem>{problem}</Problem>
      {captions.length > 0 && <TrackList captions={captions} busy={busy} onRemove={(track) => void remove(track)} />}
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label="Language"
          value={language}
          onChange={({ target }) => {
            setLanguage(target.value);
            setLabel(captions.find((track) => track.language === target.value)?.label ?? languageName(target.value));
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
      <FileField
        label={replaces ? "Another file (.vtt or .srt)" : "File (.vtt or .srt)"}
        accept=".vtt,.srt,text/vtt,application/x-subrip"
        onChange={choose}
      />
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
