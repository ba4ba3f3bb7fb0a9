import { api } from "#lib/client/api/api.ts";
import { readsAsStaff } from "#lib/client/thread/question-state.ts";
import type { ThreadWithMessages } from "#lib/contract/discussions.ts";

/** What a toast says of a discussion that its notification does not. */
export type ToastFacts = { moment: number | null; mayReply: boolean };

/** How long a reader waits at most before asking (ms). Because all of a class hear of a message at once. */
const spread = 1000;

/** Null when nobody wants them any more. @throws ApiError */
export async function askFacts(threadId: string, isWanted: () => boolean): Promise<ToastFacts | null> {
  await new Promise((resolve) => setTimeout(resolve, Math.random() * spread));
  if (!isWanted()) return null;
  const thread = await api<ThreadWithMessages>("GET", `/api/discussions/threads/${threadId}?messages_limit=1`);
  return {
    moment: thread.video_timestamp_seconds ?? null,
    // In threads of others, rules of the course and blocks decide; those are shown with the discussion itself.
    mayReply: thread.kind === "question" && (thread.mine || readsAsStaff(thread)),
  };
}
