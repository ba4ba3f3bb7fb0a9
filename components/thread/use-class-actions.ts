import { type Dispatch, useMemo } from "react";
import { api } from "#lib/client/api/api.ts";
import type { ThreadAction } from "#lib/client/thread/thread-state.ts";
import type { FollowLevel, Message, PatchThreadBody, Thread, ThreadAuthor, ThreadWithMessages, Vote } from "#lib/contract/discussions.ts";
import type { Judgement } from "./message-acts";

/** What a class and its staff do with a thread. Each throws ApiError, but for `refresh`. */
export function useClassActions(path: string, dispatch: Dispatch<ThreadAction>) {
  return useMemo(() => {
    const take = (thread: Thread) => dispatch({ type: "answered", thread });
    const judge = async ({ id }: Message, act: Judgement): Promise<void> => {
      const call = `/api/discussions/messages/${id}`;
      if (act === "accept") return take(await api<Thread>("POST", `${call}/accept`, {}));
      if (act === "unaccept") return take(await api<Thread>("DELETE", `${call}/accept`));
      const message = await api<Message>(act === "endorse" ? "PUT" : "DELETE", `${call}/endorse`);
      dispatch({ type: "edited", message });
    };
    return {
      judge,
      change: async (body: PatchThreadBody) => take(await api<Thread>("PATCH", path, body)),
      askToPublish: async () => take(await api<Thread>("POST", `${path}/publish`, {})),
      answerPublish: async (allow: boolean) => take(await api<Thread>("POST", `${path}/publish_answer`, { allow })),
      follow: async (level: FollowLevel) => take(await api<Thread>("PUT", `${path}/follow`, { level })),
      vote: async (voted: boolean) => dispatch({ type: "voted", vote: await api<Vote>(voted ? "PUT" : "DELETE", `${path}/vote`) }),
      claim: async (claimed: boolean) => take(await api<Thread>(claimed ? "PUT" : "DELETE", `${path}/claim`)),
      showAuthor: () => api<ThreadAuthor>("POST", `${path}/author`, {}),
      /** Fetches what the reader alone has of the thread, which has no version. */
      refresh: async () => {
        const fetched = await api<ThreadWithMessages | undefined>("GET", `${path}?messages_limit=1`).catch(() => undefined);
        if (!fetched) return;
        const { messages: _last, messages_cursor: _cursor, ...thread } = fetched;
        take(thread);
      },
    };
  }, [path, dispatch]);
}
export type ClassActions = ReturnType<typeof useClassActions>;
