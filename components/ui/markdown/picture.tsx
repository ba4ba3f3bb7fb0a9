import { type CSSProperties, createContext, useContext, useEffect, useRef, useState } from "react";
import { picturesPath } from "#lib/contract/picture-address.ts";
import styles from "./prose.module.css";

/** Whether a text stands within a link, which may hold no other. */
export const WithinLink = createContext(false);

type Props = { id: string; size: { width: number; height: number } | null; alt: string };

/** The highest that a picture is shown, in rem (prose.module.css). */
const maxHeightRem = 24;

/** A picture of ours. Its place is kept free before it has come; a press opens it as a whole. One that can't be shown says so. */
export function Picture({ id, size, alt }: Props) {
  const [broken, setBroken] = useState(false);
  const image = useRef<HTMLImageElement>(null);
  const isLinked = useContext(WithinLink);
  // It may have failed before this ran.
  useEffect(() => setBroken(image.current?.complete === true && image.current.naturalWidth === 0), []);
  if (broken) return <span className={styles.noPicture}>{alt}: this picture can’t be shown. It may have been deleted.</span>;
  const address = `${picturesPath}/${id}`;
  const place: CSSProperties | undefined = size
    ? {
        width: `min(${size.width}px, ${(maxHeightRem * size.width) / size.height}rem)`,
        aspectRatio: `${size.width} / ${size.height}`,
      }
    : undefined;
  const shown = (
    <img ref={image} src={address} alt={alt} {...size} style={place} loading="lazy" decoding="async" onError={() => setBroken(true)} />
  );
  if (isLinked) return <span className={styles.picture}>{shown}</span>;
  return (
    <a href={address} target="_blank" rel="noopener" title="Open the picture" className={styles.picture}>
      {shown}
    </a>
  );
}
