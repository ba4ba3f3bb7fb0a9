import { onDemand } from "../ui/on-demand";

/** Fields of a question that is being written. They come when the page is idle. */
export const fieldParts = onDemand(() => import("./fields"));
