"use client";
import { Captions, Pencil, RefreshCw, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { type RefObject, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem } from "#components/ui/dropdown-menu.tsx";
import { Field, TextArea } from "#components/ui/field.tsx";
import { Name } from "#components/ui/name.tsx";
import { api } from "#lib/client/api/api.ts";
import type { Video } from "#lib/contract/courses.ts";
import type { CaptionTrack } from "#lib/contract/videos.ts";
import { ConfirmDialog } from "../forms/confirm-dialog";
import { useForm } from "../forms/use-form";
import { MoreTrigger } from "../ui/more-trigger";
import { Problem } from "../ui/problem";
import { uploads } from "../uploads/uploads";
import { CaptionsForm } from "./captions-form";
import { ReplaceForm } from "./replacement";

type Props = {
  video: Pick<Video, "id" | "course_id" | "title" | "description">;
  captions: CaptionTrack[];
  /** The address for another file; null where none can be sent now. */
  replaceUrl: string | null;
};
type Act = "edit" | "captions" | "replace" | "delete";

/** What the people who run the course can do with a lecture, behind one button. */
export function VideoMenu({ video, captions, replaceUrl }: Props) {
  const router = useRouter();
  const [act, setAct] = useState<Act | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const close = () => setAct(null);
  const done = () => {
    close();
    router.refresh();
  };
  return (
    <>
      <Acts opener={opener} title={video.title} replaceable={replaceUrl !== null} onAct={setAct} />
      <Dialog open={act === "edit"} onOpenChange={close} title="Edit the lecture" opener={opener}>
        <EditForm video={video} onDone={done} />
      </Dialog>
      <Dialog
        open={act === "captions"}
        onOpenChange={close}
        title={
          <>
            Captions for <Name>{video.title}</Name>
          </>
        }
        text="Captions for anyone who can’t hear the audio."
        opener={opener}
      >
        <CaptionsForm videoId={video.id} captions={captions} onDone={done} />
      </Dialog>
      {replaceUrl && (
        <Dialog
          open={act === "replace"}
          onOpenChange={close}
          title={
            <>
              Replace the file of <Name>{video.title}</Name>
            </>
          }
          text="The current file plays until the new one is ready. Questions, captions and the link stay. If the new recording is shorter, questions after its end keep their time."
          opener={opener}
        >
          <ReplaceForm video={video} endpoint={replaceUrl} onDone={done} />
        </Dialog>
      )}
      <ConfirmDialog
        open={act === "delete"}
        onOpenChange={close}
        title={
          <>
            Delete <Name>{video.title}</Name>?
          </>
        }
        text="This deletes the lecture and its file, every question about it, all answers, and the notifications. This can’t be undone."
        action="Delete for good"
        onConfirm={async () => {
          await api("DELETE", `/api/videos/${video.id}`);
          uploads.cancel(video.id);
          router.refresh();
        }}
        opener={opener}
      />
    </>
  );
}

type ActsProps = { opener: RefObject<HTMLButtonElement | null>; title: string; replaceable: boolean; onAct: (act: Act) => void };

/** The button, and what it offers. */
function Acts({ opener, title, replaceable, onAct }: ActsProps) {
  return (
    <DropdownMenu>
      <MoreTrigger opener={opener} of={title} className="size-8" />
      <DropdownMenuContent>
        <DropdownMenuItem onSelect={() => onAct("edit")}>
          <Pencil aria-hidden="true" />
          Edit
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => onAct("captions")}>
          <Captions aria-hidden="true" />
          Captions
        </DropdownMenuItem>
        {replaceable && (
          <DropdownMenuItem onSelect={() => onAct("replace")}>
            <RefreshCw aria-hidden="true" />
            Replace the file
          </DropdownMenuItem>
        )}
        <DropdownMenuItem onSelect={() => onAct("delete")}>
          <Trash2 aria-hidden="true" />
          Delete
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

const labels = { title: "The title", description: "The description" };

function EditForm({ video, onDone }: { video: Props["video"]; onDone: () => void }) {
  const { form, errors, problem, busy } = useForm({
    labels: labels,
    submit: async ({ title, description }) => {
      await api("PATCH", `/api/videos/${video.id}`, { title, description });
      onDone();
    },
  });
  return (
    <form {...form} className="grid gap-4">
      <Problem>{problem}</Problem>
      <Field label="Title" name="title" defaultValue={video.title} error={errors.title} autoComplete="off" required />
      <TextArea label="Description" name="description" defaultValue={video.description} error={errors.description} />
      <Button type="submit" aria-disabled={busy} className="justify-self-end">
        {busy ? "Saving…" : "Save"}
      </Button>
    </form>
  );
}
