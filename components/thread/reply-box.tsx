"use client";
import { sendTyping } from "#lib/client/thread/thread-channel.ts";
import type { Thread } from "#lib/contract/discussions.ts";
import { Composer } from "../composer/composer";
import { useReplyDraft } from "../composer/use-reply-draft";
import { useSockets } from "../live/realtime-provider";

type Props = {
  meId: string;
  thread: Thread;
  onSend: (text: string) => void;
  /** Goes on to the next question, where there is a queue to go on in. */
  onNext?: (() => void) | undefined;
  onEscape?: () => void;
  /** Whether it is the one field of the page to write in. */
  isMain?: boolean;
};

/** The composer of a discussion. Its draft survives a reload, and the other side sees that someone types. */
export function ReplyBox({ meId, thread, onSend, onNext, onEscape, isMain = true }: Props) {
  const [text, setText] = useReplyDraft(meId, thread.id);
  const sockets = useSockets();
  const sayTyping = () => {
    const socket = sockets.get();
    if (socket) sendTyping(socket, thread.id);
  };
  const resolved = thread.status === "resolved" && thread.kind === "question";
  const note = resolved ? (thread.mine ? "Replying will reopen this question." : "Resolved. Replying won’t reopen it.") : null;
  const send = (content: string) => {
    onSend(content);
    setText("");
  };
  return (
    <Composer
      text={text}
      onText={setText}
      onTyping={sayTyping}
      {...{ note, isMain }}
      {...(onEscape && { onEscape })}
      onSend={send}
      {...(onNext && {
        onSendNext: (content: string) => {
          send(content);
          onNext();
        },
      })}
    />
  );
}
