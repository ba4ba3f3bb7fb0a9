import { useMemo } from "react";
import { codeLines, partsOf } from "#lib/contract/question-parts.ts";
import type { QueueItem } from "#lib/contract/queue.ts";
import { CodeBlock } from "../ui/code/code-block";
import { Markdown } from "../ui/markdown/markdown";
import { plainText } from "../ui/plain-text";
import { type VideoTimes, VideoTimesProvider } from "../ui/video-times";

/** Whether the student has written again since asking. */
export const isFollowUp = ({ created_at, latest_message }: QueueItem): boolean => latest_message.created_at !== created_at;

/** What a row shows of a question: prose, and how much code it has. */
export function summaryOf(item: QueueItem): { text: string; lines: number } {
  const { prose, code } = partsOf(item.latest_message.content);
  return { text: plainText(prose), lines: codeLines([...code, isFollowUp(item) ? null : item.code_snippet]) };
}

/** The beginning of a question, without its code. */
export const ShortText = ({ text }: { text: string }) => (
  <p dir="auto" className="line-clamp-2 text-sm leading-4.5 sm:text-[0.9375rem] sm:leading-5 [overflow-wrap:anywhere]">
    {text === "" ? <span className="text-muted-foreground">Only code</span> : text}
  </p>
);

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
