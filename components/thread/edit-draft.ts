import { draftName, loadDraft } from "#lib/client/drafts.ts";
import { keysWithPrefix } from "#lib/client/storage.ts";
import type { Message } from "#lib/contract/discussions.ts";

const startOf = (authorId: string, threadId: string): string => `edit:${authorId}:${threadId}:`;

/**
 * Where the changes to a message are kept until they are saved or given up. They are changes to the text as it is: once it was edited
 * elsewhere, they would take that back.
 */
export const editDraftKey = ({ author_user_id, thread_id, id, edited_at }: Message): string =>
  `${startOf(author_user_id, thread_id)}${id}${edited_at === null ? "" : `@${edited_at}`}`;

/** The changes to one's messages in a discussion that are kept. */
export const loadEditDrafts = (authorId: string, threadId: string): string[] =>
  keysWithPrefix(draftName(startOf(authorId, threadId))).map((name) => loadDraft(name.slice(draftName("").length)));
