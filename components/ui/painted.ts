import { useState } from "react";
import { useCameWithPage } from "./use-in-browser";

/**
 * Whether the server has painted this content, so that the browser can leave it as it is; null for one that it has not. Like the first
 * answer of a hook, true on the server as well. The second value gives up what is painted.
 */
export function usePainted(content: string | null): [boolean, () => void] {
  const cameWithPage = useCameWithPage();
  const [painted, setPainted] = useState(cameWithPage ? content : null);
  // What the browser has drawn over is not painted any more, even when the content is the same again.
  if (painted !== null && painted !== content) setPainted(null);
  return [content !== null && painted === content, () => setPainted(null)];
}

/**
 * Of an element whose inside the server has painted: React leaves it as it finds it. null on the server, which renders the inside.
 */
export const asPainted = () => (typeof window === "undefined" ? null : props);

const props = { suppressHydrationWarning: true, dangerouslySetInnerHTML: { __html: "" } };
