import styles from "./prose.module.css";

/** A text as written, in its paragraphs. */
export function PlainText({ text }: { text: string }) {
  const paragraphs = text.split(/\n[^\S\n]*\n+/).map((paragraph, index) => ({ paragraph, key: `${index}` }));
  return (
    <div className={styles.prose} dir="auto">
      {paragraphs.map(({ paragraph, key }) => (
        <p key={key}>{paragraph}</p>
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
      <p className="text-muted-foreground text-xs">Shown as written: it has too much formatting to display.</p>
    </div>
  );
}
