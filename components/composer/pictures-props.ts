import type { RefObject } from "react";

/** What attaches pictures has of the field that it is for. */
export type PicturesProps = {
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  onText: (text: string) => void;
  /** While the field is not shown. */
  disabled: boolean;
  /** Called with why nothing can be sent yet: a picture is on its way, or did not arrive. */
  onWaiting: (why: string | null) => void;
  /** Called with the second of a frame of the video that is being attached. */
  onFrame?: (seconds: number) => void;
};
