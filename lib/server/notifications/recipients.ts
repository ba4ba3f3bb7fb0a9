import type { ThreadAction } from "#lib/contract/notifications";

/**
 * Who is told of an act on a thread: everyone who takes part but the one who did it. The one place where this is decided; a later rule
 * (muted threads, types switched off) is added here.
 * @returns user ids
 */
export function recipientsOf(_action: ThreadAction, participants: { userId: string }[], actorId: string): string[] {
  return participants.map((participant) => participant.userId).filter((userId) => userId !== actorId);
}
