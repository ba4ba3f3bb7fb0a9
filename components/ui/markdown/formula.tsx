import { renderToString } from "katex";
import { useMemo } from "react";

/** Longer ones stand as they were written. */
const lengthMax = 1000;
/** What defines commands: a few characters would become as many as it likes, within any limit on steps. */
const definition = /\\(?:[gex]?def|(?:re|provide)?newcommand|providecommand|renewcommand|let|futurelet|global|long)(?![A-Za-z])/;

/**
 * A formula as MathML; null where it can't be set. MathML needs neither fonts nor styles of its own, and costs a tenth of KaTeX's boxes.
 * Commands that lead elsewhere or set HTML are refused (`trust`).
 */
export function mathml(tex: string, display: boolean): string | null {
  if (tex.length > lengthMax || definition.test(tex)) return null;
  try {
    return renderToString(tex, {
      output: "mathml",
      displayMode: display,
      throwOnError: true,
      trust: false,
      strict: false,
      maxExpand: 200,
      maxSize: 20,
    });
  } catch {
    return null;
  }
}

/** A formula. What can't be set is shown as written. */
export default function Formula({ tex, display }: { tex: string; display: boolean }) {
  const made = useMemo(() => mathml(tex, display), [tex, display]);
  if (made === null) return tex;
  // KaTeX escapes what it does not know; formula.test.tsx holds it to the tags of MathML.
  return <span dangerouslySetInnerHTML={{ __html: made }} />;
}
