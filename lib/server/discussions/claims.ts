import type { Thread, ThreadParams } from "#lib/contract/discussions.ts";
import { claimedText, texts } from "#lib/contract/errors.ts";
import type { ThreadClaimed } from "#lib/contract/events.ts";
import { fullName } from "#lib/contract/full-name.ts";
import { limits } from "#lib/contract/limits.ts";
import type { Caller } from "../caller";
import { commit, type Unit } from "../commit";
import { sql, write } from "../db/sql";
import { AppError } from "../errors";
import { type OutboundEvent, publish } from "../events/bus";
import { isStaff, requireStaff, type ThreadPart } from "./access";
import { claimOf, toThread } from "./project";
import { type LockedThread, lockThread, threadNow } from "./thread-rows";

type Input = { caller: Caller; params: ThreadParams };

const staffOf = (thread: Pick<LockedThread, "members">) => thread.members.filter(({ part }) => isStaff(part)).map(({ userId }) => userId);

/** `thread:claimed` for each member of staff, on all of their pages. It needs no join and raises nothing. */
const claimEvents = (staffIds: string[], body: ThreadClaimed): OutboundEvent[] =>
  staffIds.map((userId) => ({ to: "user", userId, event: "thread:claimed", body }));
const noClaim = (threadId: string): ThreadClaimed => ({ threadId, userId: null, name: null, until: null });

/**
 * docs/contract.md section 12, `PUT …/claim`: says for ten minutes that the caller is answering, so that no other member of staff does.
 * Again renews it.
 * @throws AppError not_found; forbidden for all but staff; conflict with the name of who is answering
 */
export async function claimThread({ caller, params }: Input): Promise<Thread> {
  return commit(async ({ tx, emit }) => {
    const thread = await lockThread(tx, params.id, caller.user.id);
    requireStaff(thread, caller.user.id);
    const claim = claimOf(thread);
    if (claim && claim.user_id !== caller.user.id) throw new AppError("conflict", claimedText(claim.name));
    const until = new Date(Date.now() + limits.claimTtl);
    await tx.$executeRaw`
      UPDATE threads SET claimed_by_id = ${caller.user.id}::uuid, claimed_until = ${until}::timestamptz WHERE id = ${thread.id}::uuid`;
    const body = { threadId: thread.id, userId: caller.user.id, name: fullName(caller.user), until: until.toISOString() };
    emit(...claimEvents(staffOf(thread), body));
    return toThread(await threadNow(tx, thread.id, caller.user.id));
  });
}

/**
 * docs/contract.md section 12, `DELETE …/claim`: by who holds it, or a lecturer of the course. Without a claim nothing changes.
 * @throws AppError not_found, forbidden
 */
export async function releaseClaim({ caller, params }: Input): Promise<Thread> {
  return commit(async ({ tx, emit }) => {
    const thread = await lockThread(tx, params.id, caller.user.id);
    const part = requireStaff(thread, caller.user.id);
    const claim = claimOf(thread);
    if (!claim) return toThread(thread);
    if (claim.user_id !== caller.user.id && part !== "lecturer") throw new AppError("forbidden", texts.notAllowed);
    await tx.$executeRaw`UPDATE threads SET claimed_by_id = NULL, claimed_until = NULL WHERE id = ${thread.id}::uuid`;
    emit(...claimEvents(staffOf(thread), noClaim(thread.id)));
    return toThread(await threadNow(tx, thread.id, caller.user.id));
  });
}

/** Emits that a reply by staff has ended a claim. The statement that stored the reply has ended it. */
export function releaseClaimOnReply({ emit }: Pick<Unit, "emit">, thread: LockedThread, part: ThreadPart): void {
  if (isStaff(part) && claimOf(thread)) emit(...claimEvents(staffOf(thread), noClaim(thread.id)));
}

/** Renews the caller's claim, because they are typing. Without one of theirs nothing happens. */
export async function renewClaim(threadId: string, { id, name }: { id: string; name: string }): Promise<void> {
  const until = new Date(Date.now() + limits.claimTtl);
  // At most once in ten seconds, because typing is sent often.
  const staff = await write<{ user_id: string }>(sql`
    WITH renewed AS (
      UPDATE threads SET claimed_until = ${until}::timestamptz
      WHERE id = ${threadId}::uuid AND claimed_by_id = ${id}::uuid AND claimed_until > now()
        AND claimed_until < ${new Date(until.getTime() - 10_000)}::timestamptz
      RETURNING course_id)
    SELECT s.user_id FROM renewed JOIN course_staff s ON s.course_id = renewed.course_id`);
  const body = { threadId, userId: id, name, until: until.toISOString() };
  publish(
    claimEvents(
      staff.map((row) => row.user_id),
      body,
    ),
  );
}
