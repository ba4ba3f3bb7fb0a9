import type { ThreadParams, Vote } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import { limits } from "#lib/contract/limits.ts";
import type { Caller } from "../caller";
import { commit } from "../commit";
import { withQueryTimeout } from "../db/client";
import { read, sql } from "../db/sql";
import { AppError } from "../errors";
import { log } from "../log";
import { remember } from "../remember";
import { requirePart } from "./access";
import { raiseFeed } from "./feed";
import { followOf } from "./project";
import { lockThread, selectThreads, type ThreadRow, threadNow } from "./thread-rows";

type Input = { caller: Caller; params: ThreadParams };

/**
 * docs/contract.md section 13, `PUT …/vote`: "I have this question, too." Counts, and follows the thread for its first answer. It raises no
 * version and writes into no inbox, because a popular question would make all its readers fetch it again.
 * @throws AppError not_found; forbidden for the asker and for staff; conflict in an archived course or for an announcement
 */
export const vote = (input: Input): Promise<Vote> => set(input, true);

/** docs/contract.md section 13, `DELETE …/vote`: takes it back, and follows on. @throws as `vote` */
export const unvote = (input: Input): Promise<Vote> => set(input, false);

async function set({ caller, params }: Input, voted: boolean): Promise<Vote> {
  const userId = caller.user.id;
  const answer = await commit(async ({ tx }) => {
    const thread = await lockThread(tx, params.id, userId);
    const part = requirePart(thread, userId, texts.cannotView);
    if (part === "asker") throw new AppError("forbidden", texts.ownVote);
    if (part !== "classmate") throw new AppError("forbidden", texts.notAllowed);
    if (thread.kind === "announcement") throw new AppError("conflict", texts.noVotesHere);
    if (thread.archived) throw new AppError("conflict", texts.archivedVotes);
    if (thread.voted === voted) return { votes: thread.votes, voted, follow: followOf(thread) };
    // Who hears every message goes on to.
    await tx.$executeRaw`
      INSERT INTO thread_members AS m (thread_id, user_id, voted, level) VALUES (${thread.id}::uuid, ${userId}::uuid, ${voted}, 'answers')
      ON CONFLICT (thread_id, user_id) DO UPDATE
      SET voted = excluded.voted, level = CASE WHEN m.level = 'all' OR (m.level IS NULL AND m.wrote) OR NOT ${voted} THEN m.level ELSE 'answers' END`;
    await tx.$executeRaw`UPDATE threads SET votes = votes + ${voted ? 1 : -1} WHERE id = ${thread.id}::uuid`;
    const after = await threadNow(tx, thread.id, userId);
    return { votes: after.votes, voted, follow: followOf(after) };
  });
  emitVotesSoon(params.id);
  return answer;
}

/** Threads whose votes this process is about to tell. */
const waiting = () => remember("votes", () => new Map<string, NodeJS.Timeout>());

/** Tells the class of a thread's votes: at once if that was not done within the last second, else when it is over. */
function emitVotesSoon(threadId: string, inMs = 0): void {
  if (waiting().has(threadId)) return;
  const timer = setTimeout(() => {
    waiting().delete(threadId);
    withQueryTimeout(() => emitVotes(threadId)).then(
      (isEmitted) => {
        if (!isEmitted) emitVotesSoon(threadId, limits.votesEvery);
      },
      // They stay untold in the row, where the next look of any process finds them.
      (error: unknown) => log.warn({ err: error, threadId }, "votes could not be told"),
    );
  }, inMs);
  timer.unref();
  waiting().set(threadId, timer);
}

/**
 * Raises the course's feed by what a thread's votes are now. At most once in `limits.votesEvery`, whichever process does it.
 * @returns false when it is too soon
 */
export function emitVotes(threadId: string): Promise<boolean> {
  return commit(async (unit) => {
    const [thread] = await unit.tx.$queryRaw<(ThreadRow & { due: boolean; untold: boolean })[]>`
      ${selectThreads(
        null,
        sql`, t.votes <> t.votes_told AS untold,
        coalesce(t.votes_told_at <= now() - make_interval(secs => ${limits.votesEvery / 1000}), true) AS due`,
      )}
      WHERE t.id = ${threadId}::uuid FOR NO KEY UPDATE OF t`;
    if (!thread?.untold) return true;
    if (!thread.due) return false;
    await unit.tx.$executeRaw`UPDATE threads SET votes_told = votes, votes_told_at = clock_timestamp() WHERE id = ${threadId}::uuid`;
    await raiseFeed(unit, thread);
    return true;
  });
}

/** Tells the votes that a process which ended left untold. */
export async function emitLeftoverVotes(): Promise<void> {
  // In an order, because PostgreSQL takes nearly all threads for such ones, and would otherwise read them all for the first 100.
  const left = await read<{ id: string }>(sql`
    SELECT id FROM threads WHERE votes <> votes_told AND coalesce(votes_told_at < now() - interval '5 seconds', true)
    ORDER BY id LIMIT 100`);
  for (const { id } of left) await emitVotes(id);
}
