import { useEffect, useEffectEvent } from "react";
import { api } from "#lib/client/api/api.ts";
import { actionProblem } from "#lib/client/api/problems.ts";
import type { Claim, Thread } from "#lib/contract/discussions.ts";
import type { ThreadClaimed } from "#lib/contract/events.ts";
import { useSockets } from "../live/realtime-provider";

type Options = {
  /** Someone is answering a question now; null: nobody any more. */
  onClaim: (id: string, claim: Claim | null) => void;
  /** Why it could not be claimed or let go; null: it is tried. */
  onProblem: (id: string, problem: string | null) => void;
};

const claimOf = ({ userId, name, until }: ThreadClaimed): Claim | null =>
  userId !== null && name !== null && until !== null ? { user_id: userId, name, until } : null;

/** Who is answering which question, as colleagues say, and to say so oneself. */
export function useClaims({ onClaim, onProblem }: Options) {
  const sockets = useSockets();
  const onClaimed = useEffectEvent((event: ThreadClaimed) => onClaim(event.threadId, claimOf(event)));
  useEffect(() => {
    const listen = (event: ThreadClaimed) => onClaimed(event);
    return sockets.watch((socket) => {
      socket.on("thread:claimed", listen);
      return () => void socket.off("thread:claimed", listen);
    });
  }, [sockets]);
  const ask = async (method: "PUT" | "DELETE", id: string) => {
    onProblem(id, null);
    try {
      const thread = await api<Thread>(method, `/api/discussions/threads/${id}/claim`);
      onClaim(id, thread.claim ?? null);
    } catch (error) {
      onProblem(id, actionProblem(error));
    }
  };
  return { claim: (id: string) => void ask("PUT", id), letGo: (id: string) => void ask("DELETE", id) };
}
