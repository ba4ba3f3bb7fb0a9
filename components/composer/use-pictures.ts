import { type RefObject, useEffect, useRef, useState } from "react";
import { pictureProblem, sendPicture } from "#lib/client/uploads/send-picture.ts";
import { limits } from "#lib/contract/limits.ts";
import { pictureTypes } from "#lib/contract/names.ts";
import { useLatest } from "../ui/use-latest";
import { insertPicture, picturesIn } from "./insert-picture";
import type { PicturesProps } from "./pictures-props";
import { frameOnScreen } from "./video-frame";

/** A picture on its way. */
export type Sending = { key: number; file: Blob; alt: string /** From 0 to 1. */; share: number; problem: string | null };

const tooMany = `A message can have at most ${limits.imagesPerMessage} pictures.`;
const notPictures = "Only pictures can be attached: PNG, JPEG, WebP or GIF.";
let made = 0;

/** The pictures that are being uploaded for a field. Each becomes its Markdown in the text; one that fails stays, and the text with it. */
export function usePictures({ field, text, onText, onWaiting, onFrame }: PicturesProps) {
  const [sending, setSending] = useState<Sending[]>([]);
  const [note, setNote] = useState<string | null>(null);
  const runs = useRef(new Map<number, AbortController>());
  const now = useLatest({ text, onText, sending, onWaiting });

  const change = (key: number, to: Partial<Sending>) => setSending((all) => all.map((one) => (one.key === key ? { ...one, ...to } : one)));
  const remove = (key: number) => {
    runs.current.get(key)?.abort();
    runs.current.delete(key);
    setSending((all) => all.filter((one) => one.key !== key));
  };
  const insert = (alt: string, url: string) => {
    const area = field.current;
    const next = insertPicture(now.current.text, area?.selectionEnd ?? now.current.text.length, alt, url);
    // Two may arrive in one turn.
    now.current.text = next.text;
    now.current.onText(next.text);
    requestAnimationFrame(() => area?.setSelectionRange(next.caret, next.caret));
  };
  const send = ({ key, file, alt }: Sending) => {
    const run = new AbortController();
    runs.current.set(key, run);
    change(key, { share: 0, problem: null });
    sendPicture(file, { signal: run.signal, onProgress: (share) => change(key, { share }) }).then(
      ({ url }) => {
        remove(key);
        insert(alt, url);
      },
      (error: unknown) => run.signal.aborted || change(key, { problem: pictureProblem(error) }),
    );
  };
  const take = (files: Blob[], alt = "Picture") => {
    const pictures = files.filter(({ type }) => pictureTypes.some((one) => one === type));
    const room = Math.max(0, limits.imagesPerMessage - picturesIn(now.current.text).length - now.current.sending.length);
    setNote(pictures.length < files.length ? notPictures : pictures.length > room ? tooMany : null);
    const added = pictures.slice(0, room).map((file) => ({ key: ++made, file, alt, share: 0, problem: null }));
    setSending((all) => [...all, ...added]);
    for (const one of added) send(one);
  };
  const takeFrame = async () => {
    try {
      const { file, seconds, alt } = await frameOnScreen();
      onFrame?.(seconds);
      take([file], alt);
      // Where one goes on to write.
      field.current?.focus();
    } catch (error) {
      setNote((error as Error).message);
    }
  };

  useIncoming(field, take);
  useEffect(() => {
    now.current.onWaiting(waitingFor(sending));
  }, [sending, now]);
  useEffect(() => {
    const all = runs.current;
    return () => {
      for (const run of all.values()) run.abort();
    };
  }, []);
  return { sending, note, take, takeFrame, retry: send, remove };
}

function waitingFor(sending: Sending[]): string | null {
  if (sending.length === 0) return null;
  return sending.some(({ problem }) => problem !== null)
    ? "A picture wasn’t uploaded. Try again, or remove it."
    : "Wait until the picture is uploaded, or remove it.";
}

/** What is pasted into the field, or dropped onto its form. A text that was copied with a picture of itself stays a text. */
function useIncoming(field: RefObject<HTMLTextAreaElement | null>, take: (files: File[]) => void): void {
  const latest = useLatest({ take });
  useEffect(() => {
    const area = field.current;
    const form = area?.form;
    if (!area || !form) return;
    const done = new AbortController();
    const { signal } = done;
    const mark = (on: boolean) => form.style.setProperty("outline", on ? "2px dashed var(--ring)" : "");
    const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes("Files") === true;
    area.addEventListener(
      "paste",
      (event) => {
        const files = [...(event.clipboardData?.files ?? [])];
        if (files.length === 0 || event.clipboardData?.types.includes("text/plain")) return;
        event.preventDefault();
        latest.current.take(files);
      },
      { signal },
    );
    form.addEventListener(
      "dragover",
      (event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        mark(true);
      },
      { signal },
    );
    form.addEventListener("dragleave", () => mark(false), { signal });
    form.addEventListener(
      "drop",
      (event) => {
        mark(false);
        if (!hasFiles(event)) return;
        event.preventDefault();
        latest.current.take([...(event.dataTransfer?.files ?? [])]);
      },
      { signal },
    );
    return () => done.abort();
  }, [field, latest]);
}
