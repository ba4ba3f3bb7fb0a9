"use client";
import { useMemo } from "react";
import { DrawingProvider, drawingOf } from "../drawing";
import { usePainted } from "../painted";
import { useInBrowser } from "../use-in-browser";
import { costMax, markdownCost, serverCostMax } from "./markdown-cost";
import { AsWritten, PlainText } from "./markdown-plain";
import { PaintedText } from "./painted-text";
import { MarkdownBody, parser } from "./parser";
import { partsCost } from "./parts-cost";
import { fencePastedCode } from "./pasted-code";

type Props = { text: string; scope: string };

/** Whether a text has no mark of Markdown, links included, so that it needs no parser. */
export const isPlain = (text: string): boolean =>
  !/\$\S[\s\S]*\$|[*_`~#>|[\]\\&<]|^[ \t]*(?:[-+]|\d+[.)])\s|^(?: {4}|\t)|^-{2,}|^={2,}|:\/\/|www\.|\S@\S/m.test(text);

/** A text of a person, rendered safely. `scope` keeps footnotes of different messages apart. */
export function Markdown({ text, scope }: Props) {
  const source = useMemo(() => fencePastedCode(text), [text]);
  const cost = useMemo(() => (isPlain(source) ? 0 : markdownCost(source)), [source]);
  const drawing = useMemo(() => drawingOf(cost + (cost > 0 && cost <= costMax ? partsCost(source) : 0)), [cost, source]);
  const inBrowser = useInBrowser(cost > serverCostMax);
  // A text whose code or formulas only the browser draws is drawn there as a whole.
  const [isPainted, dropPainted] = usePainted(cost <= serverCostMax && drawing !== "browser" ? text : null);
  // Loads while the page is idle, for texts that arrive.
  parser.use();
  if (cost > costMax) return <AsWritten text={text} />;
  const plain = <PlainText text={text} />;
  if (cost === 0 || (cost > serverCostMax && !inBrowser)) return plain;
  const body = (
    <DrawingProvider value={drawing}>
      <MarkdownBody key={text} waiting={plain} failed={() => plain} props={{ text: source, scope }} />
    </DrawingProvider>
  );
  return isPainted ? <PaintedText onOutdated={dropPainted}>{body}</PaintedText> : body;
}
