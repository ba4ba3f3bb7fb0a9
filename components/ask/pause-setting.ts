import { useEffect, useState } from "react";
import { load, save } from "#lib/client/storage.ts";

const name = "handraise:pause-while-typing";

/** Whether the video pauses while one types a question, as this browser remembers it. On until it is turned off. */
export const pausesWhileTyping = (): boolean => load(name) !== "off";

export function usePauseSetting(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(true);
  // After hydration, because the server does not know it.
  useEffect(() => setOn(pausesWhileTyping()), []);
  const change = (next: boolean) => {
    setOn(next);
    save(name, next ? null : "off");
  };
  return [on, change];
}
