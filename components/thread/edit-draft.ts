import type { Message } from "#lib/contract/discussions.ts";

/** Where the changes to one's messages in a discussion are kept until they are saved or given up. */
export const editDraftsOf = (authorId: string, threadId: string): string => `edit:${authorId}:${threadId}:`;

/** Where the changes to a message are kept. */
export const editDraftKey = ({ author_user_id, thread_id, id }: Message): string => `${editDraftsOf(author_user_id, thread_id)}${id}`;
