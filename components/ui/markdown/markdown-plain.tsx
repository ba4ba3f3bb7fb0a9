import { Fragment } from "react";
import styles from "./prose.module.css";
import { TimeLink } from "./time-link";
import { splitTimes } from "./times";

/** A text as written, in its paragraphs. */
export function PlainText({ text }: { text: string }) {
  const paragraphs = text.split(/\n[^\S\n]*\n+/).map((paragraph, index) => ({ paragraph, key: `${index}` }));
  return (
    <div className={styles.prose} dir="auto">
      {paragraphs.map(({ paragraph, key }) => (
        <p key={key}>
          {splitTimes(paragraph).map((part, index) =>
            typeof part === "string" ? <Fragment key={index}>{part}</Fragment> : <TimeLink key={index} written={part.written} />,
          )}
        </p>
      ))}
    </div>
  );
}

/** A text whose spaces and lines have a meaning that is not parsed (code, tables), with every character in its place. */
export function AsWritten({ text }: { text: string }) {
  return (
    <div className={styles.prose}>
      <p className={styles.asWritten} dir="auto">
        {text}
      </p>
      <p className="text-muted-foreground text-meta">Shown as written: it has too much formatting to display.</p>
    </div>
  );
}
