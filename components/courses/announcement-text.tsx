import { type ReactNode, useId, useRef, useState } from "react";
import { Pictures } from "../composer/pictures";
import { type View, WritePreview } from "../composer/write-preview";
import { prepareMarkdown } from "../ui/markdown/preview-text";

type Props = {
  text: string;
  onText: (text: string) => void;
  /** What is wrong with it. */
  error: string | undefined;
  hint: ReactNode;
  /** Called with why it can't be posted yet: a picture is on its way. */
  onWaiting: (why: string | null) => void;
  required: boolean;
};

/** The text of an announcement, with its pictures, and what it will look like. */
export function AnnouncementText({ text, onText, error, hint, onWaiting, required }: Props) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [view, setView] = useState<View>("write");
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      <label htmlFor={id} className="font-semibold text-sm">
        Text
      </label>
      <WritePreview
        {...{ text, view }}
        onView={setView}
        shown
        tool={<Pictures {...{ field, text, onText, onWaiting }} disabled={view !== "write"} />}
        className="rounded-lg border border-input bg-card has-aria-invalid:border-destructive has-[textarea:focus-visible]:border-ring has-[textarea:focus-visible]:outline-1 has-[textarea:focus-visible]:outline-ring"
        previewClass="max-h-60 min-h-24 overflow-auto px-3 py-2"
      >
        <textarea
          ref={field}
          id={id}
          name="content"
          value={text}
          dir="auto"
          required={required}
          aria-invalid={error ? true : undefined}
          aria-describedby={`${id}-hint`}
          onFocus={prepareMarkdown}
          onChange={(event) => onText(event.target.value)}
          className="block max-h-60 min-h-24 w-full resize-y bg-transparent px-3 py-2 outline-none [field-sizing:content]"
        />
      </WritePreview>
      <p id={`${id}-hint`} className={`text-sm ${error ? "text-destructive" : "text-muted-foreground"}`}>
        {error ?? hint}
      </p>
    </div>
  );
}
