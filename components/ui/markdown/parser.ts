import { lazyPart } from "../lazy-part";
import { onDemand } from "../on-demand";

/** The parser has 40 kB, so it loads when there is something to parse that the server has not painted. */
export const MarkdownBody = lazyPart<{ text: string; scope: string }>(() => import("./markdown-body"), { isPainted: true });
export const parser = onDemand(MarkdownBody.prepare);
