import { onDemand } from "../ui/on-demand";

/** What the menus of messages hold. */
export const messageMenu = onDemand(() => import("./message-menu"));
