import { type RefObject, useEffect, useRef, useState } from "react";
import type { ThreadState } from "#lib/client/thread/thread-state.ts";
import { takeFocus } from "../ui/take-focus";
import type { UnreadAt } from "./use-thread-flag";

/** How near to the end, in px, counts as reading the end. */
const endPx = 160;
const atEnd = () => document.documentElement.scrollHeight - window.innerHeight - window.scrollY < endPx;
const toEnd = (behavior: ScrollBehavior) => window.scrollTo({ top: document.documentElement.scrollHeight, behavior });
const calm = () => (window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth");

/**
 * Where the page is scrolled to when messages come: at the end it follows, elsewhere it stays and counts them. Opened with something
 * unread, it goes to the first message after the user's own last one, with the focus.
 */
export function useNewMessages(list: RefObject<HTMLElement | null>, state: ThreadState, unreadAt: UnreadAt) {
  const [count, setCount] = useState(0);
  const [announcement, setAnnouncement] = useState("");
  const known = useRef(new Set(state.messages.map(({ id }) => id)));
  const following = useRef(false);
  const [isUnread] = useState(() => unreadAt.getState() > 0);
  const { messages, me, outgoing } = state;

  // Before the message is rendered: whether the reader was at the end of what was there.
  useEffect(() => {
    const look = () => {
      following.current = atEnd();
      if (following.current) setCount(0);
    };
    look();
    window.addEventListener("scroll", look, { passive: true });
    return () => window.removeEventListener("scroll", look);
  }, []);

  const opened = useRef(false);
  useEffect(() => {
    if (opened.current) return;
    opened.current = true;
    if (!isUnread || window.location.hash !== "") return;
    const first = messages[messages.findLastIndex(({ author_user_id }) => author_user_id === me) + 1];
    if (!first) return;
    // After Next has scrolled the page to its top.
    requestAnimationFrame(() => {
      const message = list.current?.querySelector<HTMLElement>(`#message-${first.id}`);
      takeFocus(message);
      message?.scrollIntoView?.({ block: "center" });
    });
  }, [messages, me, list, isUnread]);

  useEffect(() => {
    const fresh = messages.filter(({ id }) => !known.current.has(id));
    for (const { id } of fresh) known.current.add(id);
    const last = messages.at(-1);
    // Older pages are new to this page, but not to the reader.
    const came = fresh.filter(
      ({ author_user_id, created_at }) =>
        author_user_id !== me && last !== undefined && fresh.includes(last) && created_at <= last.created_at,
    );
    if (came.length === 0) return;
    setAnnouncement(`${came.at(-1)?.author_name} wrote: ${came.at(-1)?.content.slice(0, 200)}`);
    if (following.current) toEnd(calm());
    else setCount((before) => before + came.length);
  }, [messages, me]);

  // The page always follows the user's own message, and its arrival is announced, because an empty field says nothing to people who do not
  // see it.
  const sending = outgoing.filter((one) => one.state === "sending").length;
  const failed = outgoing.length - sending;
  const before = useRef({ sending, failed });
  useEffect(() => {
    if (sending > before.current.sending) {
      setAnnouncement("");
      toEnd("instant");
    }
    if (sending < before.current.sending && failed <= before.current.failed) setAnnouncement("Sent");
    before.current = { sending, failed };
  }, [sending, failed]);

  const show = () => {
    setCount(0);
    toEnd(calm());
  };
  return { count, announcement, show };
}
