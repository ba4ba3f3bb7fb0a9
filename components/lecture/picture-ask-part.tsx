import type { ComponentProps } from "react";
import { onDemand } from "../ui/on-demand";
import type { PictureAsk as Ask } from "./picture-ask";

const parts = onDemand(() => import("./picture-ask"));

/** The field for a question over the picture. Comes when the page is idle. */
export function PictureAsk(props: ComponentProps<typeof Ask>) {
  const part = parts.use();
  return part && <part.PictureAsk {...props} />;
}
