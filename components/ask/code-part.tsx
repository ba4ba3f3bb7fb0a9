import type { ComponentProps } from "react";
import { onDemand } from "../ui/on-demand";
import type { CodeField as Field } from "./code-field";

const parts = onDemand(() => import("./code-field"));

/** The field for code. Comes when the page is idle. */
export function CodeField(props: ComponentProps<typeof Field>) {
  const part = parts.use();
  return part && <part.CodeField {...props} />;
}
