import { codeLines, partsOf } from "#lib/contract/question-parts.ts";
import type { QueueItem } from "#lib/contract/queue.ts";
import { plainText } from "../ui/plain-text";

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
