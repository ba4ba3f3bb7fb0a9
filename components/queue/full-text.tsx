"use client";
import { useMemo } from "react";
import type { QueueItem } from "#lib/contract/queue.ts";
import { CodeBlock } from "../ui/code/code-block";
import { Markdown } from "../ui/markdown/markdown";
import { type VideoTimes, VideoTimesProvider } from "../ui/video-times";
import { isFollowUp } from "./row-text";

/** A question with all its code, and what its student wrote last. */
export function FullText({ item }: { item: QueueItem }) {
  const times = useMemo<VideoTimes>(() => ({ videoId: item.video_id, durationSeconds: null, seek: null, now: null }), [item.video_id]);
  return (
    <VideoTimesProvider value={times}>
      <div className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)] gap-3 py-1">
        {isFollowUp(item) && (
          <div className="border-s-2 ps-3 text-muted-foreground">
            <Markdown text={item.question_text} scope={`${item.id}-question`} />
          </div>
        )}
        {isFollowUp(item) && item.code_snippet && <CodeBlock code={item.code_snippet} />}
        <Markdown text={item.latest_message.content} scope={item.latest_message.id} />
        {!isFollowUp(item) && item.code_snippet && <CodeBlock code={item.code_snippet} />}
      </div>
    </VideoTimesProvider>
  );
}
