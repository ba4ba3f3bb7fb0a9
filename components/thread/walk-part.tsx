"use client";
import type { ComponentProps, RefObject } from "react";
import { onDemand } from "../ui/on-demand";
import { focusField } from "./focus-field";
import { goBack, wayBack } from "./way-back";

/** Comes when the page is idle. */
const parts = onDemand(() => import("../queue-place/queue-walk"));
type Parts = Awaited<ReturnType<typeof parts.load>>;
type Props = Pick<ComponentProps<Parts["QueueWalk"]>, "thread" | "onWalk"> & { list: RefObject<HTMLElement | null> };

/** The place in the queue of a discussion that was opened from there. */
export function WalkPart({ list, ...props }: Props) {
  const part = parts.use();
  return part && <part.QueueWalk cameFrom={cameFrom} goBack={back} onWrite={() => focusField(list.current)} {...props} />;
}

const cameFrom = () => wayBack(true).href;
const back = () => goBack(wayBack(true));
