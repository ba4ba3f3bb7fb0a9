"use client";
import { useDrawn } from "../drawing";
import { lazyPart } from "../lazy-part";

const Formula = lazyPart<{ tex: string; display: boolean }>(() => import("./formula"), { isPainted: true });

/** The longest formula (of source) that stays within its line. A longer one may be wider than a phone, and scrolls. */
const inlineMax = 32;

/** A formula within a text. KaTeX loads with the first one; until then, and where it is too dear, it stands as it was written. */
export function FormulaPlace({ tex, display }: { tex: string; display: boolean }) {
  const drawn = useDrawn(() => 0);
  const written = <code dir="ltr">{display ? `$$${tex}$$` : `$${tex}$`}</code>;
  const shown = drawn ? <Formula waiting={written} failed={() => written} props={{ tex, display }} /> : written;
  if (!display && tex.length <= inlineMax) return <span dir="ltr">{shown}</span>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <span dir="ltr" tabIndex={0} className={display ? block : inline}>
      {shown}
    </span>
  );
}

const block = "block overflow-x-auto overflow-y-hidden py-1";
const inline = "inline-block max-w-full overflow-x-auto overflow-y-hidden align-middle";
