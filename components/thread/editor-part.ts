import { onDemand } from "../ui/on-demand";
import { useWindow } from "../ui/open-part";

const parts = onDemand(() => import("./message-editor"));

/** The editor of a message while one is open, once it is there. When it can't be loaded `onDone` is called, and a toast says so. */
export function useMessageEditor(open: boolean, onDone: () => void) {
  const loaded = useWindow(parts, open, onDone);
  return open && loaded ? loaded.MessageEditor : null;
}
