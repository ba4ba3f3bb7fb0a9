import { onDemand } from "../ui/on-demand";
import type { PicturesProps } from "./pictures-props";

const parts = onDemand(() => import("./pictures-window"));

/** Attaches pictures to what is being written. Comes when the page is idle. */
export function Pictures(props: PicturesProps) {
  const part = parts.use();
  return part && <part.Pictures {...props} />;
}
