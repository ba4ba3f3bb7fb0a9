"use client";
import { Check, Copy } from "lucide-react";
import { useMemo } from "react";
import { useDrawn } from "../drawing";
import { lazyPart } from "../lazy-part";
// The colours of code that the server has painted, for which nothing else loads.
import "./code-block.module.css";
import { codeCost } from "../markdown/parts-cost";
import { asPainted, usePainted } from "../painted";
import { copyCode } from "./copy-code";

const Highlighted = lazyPart<{ code: string; language: string | null }>(() => import("./highlighted"), { isPainted: true });

/** The number of lines from which on they are numbered. */
const numberedLinesMin = 8;
/** More lines scroll down as well, and what fades at the right would take the bar for that along. */
const tallLines = 16;

type Props = { code: string /** What its writer called the language. */; language?: string | null };

/** Code as it was given, never wrapped, in colours where its language is known. It scrolls, by keyboard too. */
export function CodeBlock({ code, language = null }: Props) {
  const drawn = useDrawn(() => codeCost(code));
  const [isPainted] = usePainted(drawn ? code : null);
  const painted = isPainted ? asPainted() : null;
  const lines = useMemo(() => code.trimEnd().split("\n").length, [code]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a section would be a landmark, and a page may hold many; a fieldset is for fields
    <div role="group" aria-label="Code" className="flex items-start rounded-lg border bg-muted/60">
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        dir="ltr"
        className={`${lines > tallLines ? "" : "goes-on "}flex max-h-96 min-w-0 flex-1 overflow-auto whitespace-pre rounded-lg p-4 font-mono text-meta leading-relaxed [overflow-wrap:normal]`}
      >
        {lines >= numberedLinesMin && (
          // As an attribute, so that no selection takes it along.
          <span
            aria-hidden="true"
            data-lines={Array.from({ length: lines }, (_, at) => at + 1).join("\n")}
            className="me-4 h-fit shrink-0 text-end text-muted-foreground tabular-nums before:content-[attr(data-lines)]"
          />
        )}
        {painted ? (
          <code key="painted" {...painted} />
        ) : (
          <code key="drawn">{drawn ? <Highlighted waiting={code} failed={() => code} props={{ code, language }} /> : code}</code>
        )}
      </pre>
      <button
        type="button"
        data-copy-code=""
        onClick={({ currentTarget }) => void copyCode(currentTarget)}
        className="m-2 grid size-8 shrink-0 place-items-center rounded-md border bg-background text-muted-foreground hover:text-foreground print:hidden"
      >
        <span>
          <Copy className="size-4" aria-hidden="true" />
          <span className="sr-only">Copy the code</span>
        </span>
        <span hidden={true}>
          <Check className="size-4" aria-hidden="true" />
          <span className="sr-only">Copied</span>
        </span>
      </button>
    </div>
  );
}
