import type { ReactNode } from "react";
import { PreviewText } from "../ui/markdown/preview-text";
import { Tab, TabList, TabPanel, Tabs } from "../ui/tabs";

const tab =
  "h-8 rounded-md px-2.5 max-sm:px-1.5 text-muted-foreground text-meta font-medium hover:text-foreground aria-selected:bg-foreground/8 aria-selected:text-foreground";

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
  const asWritten = (
    <p className="whitespace-pre-wrap" dir="auto">
      {text}
    </p>
  );
  return (
    <Tabs value={view} onValue={(next) => onView(next as View)} className={className}>
      <div className={shown ? "flex flex-wrap items-center gap-1 px-2 max-sm:px-1 pt-2" : "hidden"}>
        <TabList label="Composer" className="me-auto flex gap-1 max-sm:gap-0">
          <Tab value="write" className={tab}>
            Write
          </Tab>
          <Tab value="preview" className={tab}>
            Preview
          </Tab>
        </TabList>
        {tool}
      </div>
      <TabPanel value="write" passed>
        {children}
      </TabPanel>
      <TabPanel value="preview" className={previewClass}>
        {text.trim() === "" ? (
          <p className="text-muted-foreground">Nothing to preview yet.</p>
        ) : (
          <PreviewText waiting={asWritten} failed={() => asWritten} props={{ text, scope: "preview" }} />
        )}
      </TabPanel>
    </Tabs>
  );
}
