"use client";
import { useState } from "react";

/** As much as five lines hold on a phone: what is shorter stands there whole. In characters and in lines of its own. */
const [charactersMax, linesMax] = [280, 5];

/** Prose that what comes below it does not have to wait for: a long one shows its first five lines, and the rest on request. */
export function ClampedText({ text }: { text: string }) {
  const [isWhole, setWhole] = useState(false);
  const isLong = text.length > charactersMax || text.split("\n").length > linesMax;
  return (
    <div className="grid justify-items-start gap-1">
      <p
        dir="auto"
        className={`whitespace-pre-line leading-relaxed [overflow-wrap:anywhere] ${isLong && !isWhole ? "line-clamp-5 print:line-clamp-none" : ""}`}
      >
        {text}
      </p>
      {isLong && (
        <button
          type="button"
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
          className="rounded-sm py-1 font-medium text-accent-text text-sm underline underline-offset-4"
        >
          {isWhole ? "Show less" : "Show more"}
        </button>
      )}
    </div>
  );
}
