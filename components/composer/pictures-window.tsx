import { Camera, ImagePlus, X } from "lucide-react";
import { useRef } from "react";
import { pictureTypes } from "#lib/contract/names.ts";
import { picturesPath, readPictureAddress } from "#lib/contract/picture-address.ts";
import { useVideoTimes } from "../ui/video-times";
import { picturesIn, removePicture } from "./insert-picture";
import type { PicturesProps } from "./pictures-props";
import { Tool } from "./tool";
import { type Sending, usePictures } from "./use-pictures";

/** What attaches pictures to a field: buttons, and below them the pictures that are on their way or in the text. */
export function Pictures(props: PicturesProps) {
  const { text, onText, disabled, onFrame } = props;
  const { sending, note, take, takeFrame, retry, remove } = usePictures(props);
  const chooser = useRef<HTMLInputElement>(null);
  const { now } = useVideoTimes();
  return (
    <>
      <input
        ref={chooser}
        type="file"
        accept={pictureTypes.join(",")}
        multiple
        hidden
        aria-label="Choose pictures"
        onChange={({ target }) => {
          take([...(target.files ?? [])]);
          target.value = "";
        }}
      />
      <Tool label="Attach a picture" Icon={ImagePlus} disabled={disabled} onPress={() => chooser.current?.click()} />
      {onFrame ? (
        <button type="button" disabled={disabled} onClick={() => void takeFrame()} className={frameButton}>
          <Camera className="size-4 shrink-0" aria-hidden="true" />
          Attach this frame
        </button>
      ) : (
        now && <Tool label="Attach this frame" Icon={Camera} disabled={disabled} onPress={() => void takeFrame()} />
      )}
      <div className="order-last grid w-full gap-1 px-2 empty:hidden">
        {note && (
          <p role="alert" className="text-destructive text-sm">
            {note}
          </p>
        )}
        {sending.map((one) => (
          <SendingRow key={one.key} one={one} onRetry={() => retry(one)} onRemove={() => remove(one.key)} />
        ))}
        {!disabled && <Thumbnails text={text} onText={onText} />}
      </div>
    </>
  );
}

const frameButton =
  "inline-flex h-8 items-center gap-1.5 whitespace-nowrap rounded-md px-2 max-sm:px-1.5 font-medium text-muted-foreground text-meta hover:text-foreground disabled:opacity-40";
const small = "inline-flex min-h-6 items-center rounded px-1 font-medium text-meta underline-offset-4 hover:underline";

function SendingRow({ one, onRetry, onRemove }: { one: Sending; onRetry: () => void; onRemove: () => void }) {
  const { alt, share, problem } = one;
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-2 text-meta">
      {problem === null ? (
        <p role="status" className="min-w-0 flex-1 truncate text-muted-foreground">
          Uploading {alt}… <span className="tabular-nums">{Math.round(share * 100)}%</span>
        </p>
      ) : (
        <p role="alert" className="min-w-0 flex-1 text-destructive">
          {alt} is not uploaded. {problem}
        </p>
      )}
      {problem !== null && (
        <button type="button" onClick={onRetry} className={small}>
          Try again
        </button>
      )}
      <button type="button" onClick={onRemove} className={small}>
        Remove
      </button>
    </div>
  );
}

/** The pictures that the text names, since their addresses say little. */
function Thumbnails({ text, onText }: Pick<PicturesProps, "text" | "onText">) {
  const pictures = picturesIn(text).flatMap((one) => {
    const ours = readPictureAddress(one.url);
    return ours ? [{ ...one, id: ours.id }] : [];
  });
  if (pictures.length === 0) return null;
  return (
    <ul aria-label="Attached pictures" className="flex flex-wrap gap-2 py-1">
      {pictures.map(({ id, alt, ...at }) => (
        <li key={`${id}-${at.from}`} className="relative">
          <img
            src={`${picturesPath}/${id}`}
            alt={alt || "Picture"}
            title={alt || "Picture"}
            className="h-14 w-20 rounded-md border bg-muted object-cover text-meta"
          />
          <button
            type="button"
            onClick={() => onText(removePicture(text, at))}
            className="-end-2 -top-2 absolute grid size-6 place-items-center rounded-full border bg-card text-muted-foreground shadow-sm hover:text-foreground"
          >
            <X className="size-3.5" aria-hidden="true" />
            <span className="sr-only">Remove {alt || "picture"}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
