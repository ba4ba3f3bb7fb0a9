"use client";
import { Upload as UploadIcon } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { Name } from "#components/ui/name.tsx";
import { toast } from "#components/ui/toast.ts";
import { ApiError, api } from "#lib/client/api/api.ts";
import type { VideoProcessing } from "#lib/contract/videos.ts";
import { useUser } from "../live/realtime-provider";
import { Link } from "../ui/link";
import { percentOf } from "./transfer-text";
import { uploads, useUploads } from "./uploads";

/** Drops an upload that needs no file any more. It arrived just before the page was closed, or its video was deleted. */
async function dropIfOver(videoId: string): Promise<void> {
  try {
    const { upload_url, replacement } = await api<VideoProcessing>("GET", `/api/videos/${videoId}/processing`);
    if (!upload_url && !replacement?.upload_url) uploads.cancel(videoId);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) uploads.cancel(videoId);
  }
}

export function RunningUploads() {
  const user = useUser();
  const router = useRouter();
  const going = useUploads().filter(({ state }) => state === "uploading" || state === "waiting");
  useEffect(() => {
    uploads.restore(user.id);
    for (const { videoId, state } of Object.values(uploads.store.getState())) if (state === "file-needed") void dropIfOver(videoId);
  }, [user.id]);
  useEffect(
    () =>
      uploads.onDone(({ title }) => {
        toast(
          <>
            <Name>{title}</Name> is uploaded
          </>,
          { description: "It’s being processed. Students will be notified once a new lecture is ready to watch." },
        );
        router.refresh();
      }),
    [router],
  );
  const isGoing = going.length > 0;
  useEffect(() => {
    if (!isGoing) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isGoing]);

  const [first] = going;
  if (!first) return null;
  const sum = (of: (upload: (typeof going)[number]) => number) => going.reduce((total, upload) => total + of(upload), 0);
  const percent = percentOf(
    sum(({ sent }) => sent),
    sum(({ file }) => file.size),
  );
  return (
    <Link
      href={`/courses/${first.courseId}`}
      className="inline-flex items-center gap-1.5 rounded-full bg-muted px-2.5 py-1 text-muted-foreground text-sm hover:text-foreground"
    >
      <UploadIcon className="size-4" aria-hidden="true" />
      <span className="max-sm:sr-only">Uploading</span>
      <span className="tabular-nums">{percent} %</span>
    </Link>
  );
}
