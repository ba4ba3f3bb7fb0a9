import { keysWithPrefix, load, save } from "./storage";

/** Texts in the making, kept in this browser. */
const name = (key: string) => `handraise:draft:${key}`;

/** The text kept under `key`; empty when there is none. Only after hydration: the server knows no drafts. */
export const loadDraft = (key: string): string => load(name(key)) ?? "";

/** The texts under the keys that begin so. */
export const loadDrafts = (start: string): string[] => keysWithPrefix(name(start)).map((key) => load(key) ?? "");

/** Keeps `text` under `key`; an empty one forgets what was kept. */
export const saveDraft = (key: string, text: string): void => save(name(key), text === "" ? null : text);
