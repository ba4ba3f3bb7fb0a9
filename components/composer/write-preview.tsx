import { Tabs } from "radix-ui";
import type { ReactNode } from "react";
import { Markdown } from "../ui/markdown/markdown";

const tab =
  "h-8 rounded-md px-2.5 text-muted-foreground text-xs font-medium hover:text-foreground data-[state=active]:bg-muted data-[state=active]:text-foreground";

export type View = "write" | "preview";

type Props = {
  text: string;
  view: View;
  onView: (view: View) => void;
  /** Whether the tabs are shown. */
  shown: boolean;
  className: string;
  previewClass: string;
  /** Beside the tabs. */
  tool?: ReactNode;
  /** The field. */
  children: ReactNode;
};

/** A field for Markdown, and what it will look like. */
export function WritePreview({ text, view, onView, shown, className, previewClass, tool, children }: Props) {
  return (
    <Tabs.Root value={view} onValueChange={(next) => onView(next as View)} className={className}>
      <div className={shown ? "flex items-center gap-1 px-2 pt-2" : "hidden"}>
        <Tabs.List aria-label="Composer" className="flex gap-1">
          <Tabs.Trigger value="write" className={tab}>
            Write
          </Tabs.Trigger>
          <Tabs.Trigger value="preview" className={tab}>
            Preview
          </Tabs.Trigger>
        </Tabs.List>
        {tool}
      </div>
      <Tabs.Content value="write" tabIndex={-1}>
        {children}
      </Tabs.Content>
      <Tabs.Content value="preview" className={previewClass}>
        {text.trim() === "" ? <p className="text-muted-foreground">Nothing to preview yet.</p> : <Markdown text={text} scope="preview" />}
      </Tabs.Content>
    </Tabs.Root>
  );
}
