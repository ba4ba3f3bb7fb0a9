"use client";
import { lazy, Suspense } from "react";
import styles from "./prose.module.css";

/** The parser is 40 kB: it is fetched when there is something to parse. The server writes its markup into the page, so nothing shifts. */
const MarkdownBody = lazy(() => import("./markdown-body"));

/** Text without any mark of Markdown, a link included, is the same with and without the parser. */
export const isPlain = (text: string): boolean =>
  !/[*_`~#>|[\]\\&<]|^\s*(?:[-+]|\d+[.)])\s|^(?: {4}|\t)|^-{2,}|^={2,}|:\/\/|www\.|\S@\S/m.test(text);

/** What a person wrote, safely. `scope` keeps footnotes of different messages apart. */
export function Markdown({ text, scope }: { text: string; scope: string }) {
  const plain = <PlainText text={text} />;
  if (isPlain(text)) return plain;
  return (
    <Suspense fallback={plain}>
      <MarkdownBody text={text} scope={scope} />
    </Suspense>
  );
}

function PlainText({ text }: { text: string }) {
  const paragraphs = text.split(/\n[^\S\n]*\n+/).map((paragraph, index) => ({ paragraph, key: `${index}` }));
  return (
    <div className={styles.prose}>
      {paragraphs.map(({ paragraph, key }) => (
        <p key={key}>{paragraph}</p>
      ))}
    </div>
  );
}
