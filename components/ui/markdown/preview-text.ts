import { lazyPart } from "../lazy-part";
import { parser } from "./parser";

/** A text as it will look. Its code loads when somebody begins to write, because a page is read before it is written in. */
export const PreviewText = lazyPart<{ text: string; scope: string }>(async () => ({ default: (await import("./markdown")).Markdown }));

/** Loads what a preview needs for a person who begins to write, so that it needs no network then. */
export const prepareMarkdown = () => void Promise.all([parser.load(), PreviewText.prepare()]).catch(() => undefined);
