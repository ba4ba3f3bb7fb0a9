import { load, save } from "./storage";

/** Texts in the making, kept in this browser. */
export const draftName = (key: string) => `handraise:draft:${key}`;

/** The text kept under `key`; empty when there is none. Only after hydration: the server knows no drafts. */
export const loadDraft = (key: string): string => load(draftName(key)) ?? "";

/** Keeps `text` under `key`; an empty one forgets what was kept. */
export const saveDraft = (key: string, text: string): void => save(draftName(key), text === "" ? null : text);
