import { codeLines, partsOf } from "#lib/contract/question-parts.ts";
import type { QueueItem } from "#lib/contract/queue.ts";
import { Name } from "../ui/name";
import { plainText } from "../ui/plain-text";

/** Whether the student has written again since asking. */
export const isFollowUp = ({ created_at, latest_message }: QueueItem): boolean => latest_message.created_at !== created_at;

/** What a row shows of a question: prose, how much code it has, and what it was about when this is a follow-up. */
export function summaryOf(item: QueueItem): { text: string; lines: number; asked: string | null } {
  const { prose, code } = partsOf(item.latest_message.content);
  const again = isFollowUp(item);
  return {
    text: plainText(prose),
    lines: codeLines([...code, again ? null : item.code_snippet]),
    asked: again ? plainText(partsOf(item.question_text).prose) : null,
  };
}

const look = "text-sm leading-4.5 sm:text-[0.9375rem] sm:leading-5 [overflow-wrap:anywhere]";
const onlyCode = <span className="text-muted-foreground">Only code</span>;

/** The beginning of a question, without its code, and below it of what its student has written since. */
export const ShortText = ({ text, asked }: { text: string; asked: string | null }) =>
  asked === null ? (
    <p dir="auto" className={`line-clamp-2 ${look}`}>
      {text || onlyCode}
    </p>
  ) : (
    <>
      <p dir="auto" className={`line-clamp-1 ${look}`}>
        {asked || onlyCode}
      </p>
      <p className={`line-clamp-1 ${look}`}>
        <span className="text-muted-foreground">Follow-up: </span>
        <Name>{text || onlyCode}</Name>
      </p>
    </>
  );
