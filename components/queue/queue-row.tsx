"use client";
import { memo } from "react";
import { FoldRow } from "./fold-row";
import { QuestionRow } from "./question-row";
import type { RowProps } from "./row-props";

/** A row of the queue, drawn again only when it is about itself. */
export const QueueRowView = memo(function QueueRowView(props: RowProps) {
  const [first] = props.row.items;
  if (!first) return null;
  return props.row.isFold ? <FoldRow {...props} item={first} /> : <QuestionRow {...props} item={first} />;
});
