"use client";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ChangeEvent, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field, TextArea } from "#components/ui/field.tsx";
import { api } from "#lib/client/api/api.ts";
import type { CreateVideoBody, Video } from "#lib/contract/courses.ts";
import { FormProblem, useForm } from "../forms/use-form";
import { useUser } from "../live/realtime-provider";
import { Problem } from "../ui/problem";
import { videoFiles } from "../uploads/file-button";
import { formatBytes } from "../uploads/transfer-text";
import { uploads } from "../uploads/uploads";

type Props = { courseId: string /** The largest file the server takes, in bytes. */; maxBytes: number };

/** Adds a lecture: a button and its dialog. An upload goes on when the dialog is closed. */
export function AddVideo({ courseId, maxBytes }: Props) {
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button ref={opener} type="button" onClick={() => setOpen(true)}>
        <Plus aria-hidden="true" />
        Add a lecture
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Add a lecture"
        text="Students will be notified once it’s ready to watch."
        opener={opener}
      >
        <AddVideoForm courseId={courseId} maxBytes={maxBytes} onAdded={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

const labels = { title: "The title", description: "The description", url: "The URL", file: "The file" };
const sources = { file: "Upload a file", url: "From a URL" } as const;
type Source = keyof typeof sources;

/** A title from a file name: `Graphs_lecture-2.mp4` becomes `Graphs lecture 2`. */
export const titleOf = (fileName: string): string =>
  fileName
    .replace(/\.[^.]{1,5}$/, "")
    .replace(/[_-]+/g, " ")
    .trim();

/** The address without its host, because this page's own host can be reached from here. */
const pathOf = (address: string) => new URL(address, window.location.href).pathname;

function AddVideoForm({ courseId, maxBytes, onAdded }: Props & { onAdded: () => void }) {
  const router = useRouter();
  const user = useUser();
  const [source, setSource] = useState<Source>("file");
  const [title, setTitle] = useState("");
  const file = useRef<File | null>(null);
  /** The title that came from the file. Another file replaces it; a typed title stays. */
  const suggestedTitle = useRef("");

  const { form, errors, problem, busy } = useForm({
    labels: labels,
    submit: async ({ description = "", url = "" }) => {
      const chosen = source === "file" ? requireFile(file.current, maxBytes) : null;
      const body: CreateVideoBody = { title, description, ...(source === "url" && { url }) };
      const video = await api<Video & { upload_url?: string }>("POST", `/api/courses/${courseId}/videos`, body);
      if (chosen && video.upload_url)
        uploads.start({ videoId: video.id, courseId, userId: user.id, title: video.title, endpoint: pathOf(video.upload_url) }, chosen);
      onAdded();
      router.refresh();
    },
  });

  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const [chosen] = event.target.files ?? [];
    file.current = chosen ?? null;
    if (!chosen || (title !== "" && title !== suggestedTitle.current)) return;
    suggestedTitle.current = titleOf(chosen.name);
    setTitle(suggestedTitle.current);
  };

  return (
    <form {...form} className="grid gap-4">
      <Problem>{problem}</Problem>
      <SourceChoice source={source} onSource={setSource} />
      {source === "file" ? (
        <Field
          key="file"
          label="File"
          name="file"
          type="file"
          required
          accept={videoFiles}
          onChange={choose}
          hint={`Up to ${formatBytes(maxBytes)}. Uploads resume if your connection drops.`}
          error={errors.file}
        />
      ) : (
        <Field
          key="url"
          label="URL"
          name="url"
          type="url"
          inputMode="url"
          placeholder="https://"
          hint="A link to a video file, starting with https. It plays from there."
          error={errors.url}
          required
        />
      )}
      <Field
        label="Title"
        name="title"
        value={title}
        onChange={(event) => setTitle(event.target.value)}
        error={errors.title}
        autoComplete="off"
        required
      />
      <TextArea label="Description" name="description" error={errors.description} />
      <Button type="submit" aria-disabled={busy} className="mt-1 justify-self-end">
        {source === "file" ? "Upload" : "Add"}
      </Button>
    </form>
  );
}

function SourceChoice({ source, onSource }: { source: Source; onSource: (source: Source) => void }) {
  return (
    <fieldset className="grid gap-2 sm:grid-cols-2">
      <legend className="mb-1.5 font-semibold text-sm">Source</legend>
      {(Object.keys(sources) as Source[]).map((each) => (
        <label
          key={each}
          className="flex min-h-11 items-center gap-2.5 rounded-lg border border-input bg-card px-3 text-sm has-[:checked]:border-accent-strong has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-ring"
        >
          <input
            type="radio"
            name="source"
            value={each}
            checked={source === each}
            onChange={() => onSource(each)}
            className="size-4 accent-(--accent-strong)"
          />
          {sources[each]}
        </label>
      ))}
    </fieldset>
  );
}

/** The chosen file, once it can be uploaded. @throws FormProblem when it can't */
function requireFile(file: File | null, maxBytes: number): File {
  if (!file) throw new FormProblem("file", "Choose a file first.");
  if (file.size > maxBytes) throw new FormProblem("file", `This file is ${formatBytes(file.size)}. The limit is ${formatBytes(maxBytes)}.`);
  if (file.size === 0) throw new FormProblem("file", "This file is empty.");
  return file;
}
