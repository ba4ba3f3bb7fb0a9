"use client";
import { Megaphone } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { toast } from "#components/ui/toast.ts";
import { api } from "#lib/client/api/api.ts";
import type { AnnouncementBody } from "#lib/contract/class.ts";
import type { Thread } from "#lib/contract/discussions.ts";
import { limits } from "#lib/contract/limits.ts";
import { grouped } from "#lib/contract/text.ts";
import { FormProblem, useForm } from "../forms/use-form";
import { useUser } from "../live/realtime-provider";
import { counted } from "../ui/counted";
import { charactersLeft, lengthProblem } from "../ui/lengths";
import { Problem } from "../ui/problem";
import { SelectField } from "../ui/select-field";
import { AnnouncementText } from "./announcement-text";
import { announcementDraftKey, useAnnouncementDraft } from "./use-announcement-draft";

type Props = {
  courseId: string;
  /** How many people are notified. */
  notified: number;
  /** Of the course. An announcement may be about one of them. */
  videos: { id: string; title: string }[];
};

/** Writes to everybody in a course, by a button and its dialog. */
export function AnnounceButton({ courseId, notified, videos }: Props) {
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button ref={opener} type="button" variant="outline" onClick={() => setOpen(true)}>
        <Megaphone aria-hidden="true" />
        Announce
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="New announcement"
        text="It appears among the course’s questions. Students can reply, and everyone in the course sees the replies."
        opener={opener}
      >
        <AnnounceForm {...{ courseId, notified, videos }} onPosted={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

const labels = { title: "The title", content: "The text", video_id: "The lecture" };

function AnnounceForm({ courseId, notified, videos, onPosted }: Props & { onPosted: () => void }) {
  const router = useRouter();
  const { id: me } = useUser();
  const { draft, change, clear } = useAnnouncementDraft(announcementDraftKey(me, courseId));
  const { title, content, videoId, key } = draft;
  // A lecture may have been deleted since the draft was kept.
  const video = videos.find(({ id }) => id === videoId);
  const [waiting, setWaiting] = useState<string | null>(null);
  const { form, errors, problem, busy } = useForm({
    labels,
    submit: async () => {
      if (waiting) throw new FormProblem("content", waiting);
      const wrongTitle = lengthProblem(title, 1, limits.titleMax);
      if (wrongTitle) throw new FormProblem("title", wrongTitle);
      const wrongText = lengthProblem(content, 1, limits.messageMax);
      if (wrongText) throw new FormProblem("content", wrongText);
      const body: AnnouncementBody = { title: title.trim(), content: content.trim(), ...(video && { video_id: video.id }) };
      await api<Thread>("POST", `/api/courses/${courseId}/announcements`, body, { idempotencyKey: key });
      clear();
      toast("Announcement posted");
      onPosted();
      router.refresh();
    },
  });
  const left = charactersLeft(content, limits.messageMax);
  return (
    <form {...form} className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Problem>{problem}</Problem>
      <Field
        label="Title"
        name="title"
        value={title}
        onChange={(event) => change({ title: event.target.value })}
        error={errors.title}
        autoComplete="off"
        required
      />
      <AnnouncementText
        text={content}
        onText={(text) => change({ content: text })}
        error={errors.content}
        hint={left === null ? "Markdown supported" : `${grouped(left)} characters left`}
        onWaiting={setWaiting}
        // A picture on its way is something, too.
        required={waiting === null}
      />
      {videos.length > 0 && (
        <SelectField
          label="About a lecture (optional)"
          name="video_id"
          value={video?.id ?? ""}
          onChange={(event) => change({ videoId: event.target.value })}
          options={[{ value: "", label: "The whole course" }, ...videos.map(({ id, title: label }) => ({ value: id, label }))]}
          error={errors.video_id}
        />
      )}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted-foreground text-sm tabular-nums">{notifiedText(notified)}</p>
        <Button type="submit" aria-disabled={busy}>
          {busy ? "Posting…" : "Post"}
        </Button>
      </div>
    </form>
  );
}

const notifiedText = (count: number): string =>
  count === 0 ? "Nobody else is in this course yet" : `${counted(count, "person", "people")} will be notified`;
