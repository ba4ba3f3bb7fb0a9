import type { PublishAnswerBody, Thread, ThreadParams } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import { fullName } from "#lib/contract/full-name.ts";
import { limits } from "#lib/contract/limits.ts";
import type { Caller } from "../caller";
import { commit, type Unit } from "../commit";
import { AppError } from "../errors";
import { changeInboxes } from "../notifications/inbox-changes";
import { requirePart, requireStaff } from "./access";
import { forgetAsker } from "./change-visibility";
import { addToFeed } from "./feed";
import { listedNow } from "./listed-at";
import { publishAskedUntil, toThread } from "./project";
import { emitThread, invalidateLists, threadNotifications, threadReadWrite } from "./thread-notifications";
import { type LockedThread, lockThread, threadNow } from "./thread-rows";

type Input = { caller: Caller; params: ThreadParams };

/**
 * docs/contract.md section 13, `POST …/publish`: the staff ask for the asker's consent to show an answered private question to the class.
 * Once while it is open; two days without an answer are a no, and after 30 days they may ask again.
 * @throws AppError not_found; forbidden for all but staff; conflict for an unanswered question, or one asked for lately
 */
export async function askToPublish({ caller, params }: Input): Promise<Thread> {
  return commit(async (unit) => {
    const { tx } = unit;
    const thread = await lockThread(tx, params.id, caller.user.id);
    requireStaff(thread, caller.user.id);
    if (thread.visibility === "class" || publishAskedUntil(thread)) return toThread(thread);
    if (thread.answered_at === null) throw new AppError("conflict", texts.unansweredStays);
    const now = new Date();
    const asked = thread.publish_asked_at;
    if (asked && now.getTime() - asked.getTime() < limits.publishAgain) throw new AppError("conflict", texts.askedLately);
    await tx.$executeRaw`UPDATE threads SET publish_asked_at = ${now}::timestamptz WHERE id = ${thread.id}::uuid`;
    const actor = { id: caller.user.id, name: fullName(caller.user) };
    await changeInboxes(unit, threadNotifications(thread, { action: "publish_asked", actor, at: now, version: thread.version }));
    const after = await threadNow(tx, thread.id, caller.user.id);
    invalidateLists(unit, after, caller.user.id);
    return toThread(after);
  });
}

/**
 * docs/contract.md section 13, `POST …/publish_answer`: the asker allows it, or does not. On yes the class sees the thread, without the
 * asker's name, also where anonymous questions are off.
 * @throws AppError not_found; forbidden for all but the asker; conflict when nobody asks, or no longer
 */
export async function answerPublish({ caller, params, body }: Input & { body: PublishAnswerBody }): Promise<Thread> {
  return commit(async (unit) => {
    const { tx } = unit;
    const thread = await lockThread(tx, params.id, caller.user.id);
    if (requirePart(thread, caller.user.id, texts.cannotChange) !== "asker") throw new AppError("forbidden", texts.cannotChange);
    if (!publishAskedUntil(thread)) throw new AppError("conflict", texts.nobodyAsks);
    if (thread.unread) await changeInboxes(unit, [threadReadWrite(thread.id, caller.user.id)]);
    await tx.$executeRaw`UPDATE threads SET publish_answered_at = now() WHERE id = ${thread.id}::uuid`;
    if (body.allow) await publish(unit, thread);
    const after = await threadNow(tx, thread.id, caller.user.id);
    if (body.allow) emitThread(unit, after);
    invalidateLists(unit, after, caller.user.id);
    if (body.allow) await addToFeed(unit, after);
    return toThread(after);
  });
}

async function publish(unit: Unit, thread: LockedThread): Promise<void> {
  // Two versions at once, as when an asker takes their name off. It is answered: nobody waits for a first answer.
  await unit.tx.$executeRaw`
    UPDATE threads SET visibility = 'class', anonymous = true, answer_told = true, version = version + 2, updated_at = ${listedNow()}
    WHERE id = ${thread.id}::uuid`;
  await forgetAsker(unit, thread);
}
