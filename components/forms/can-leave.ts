/** What is asked before this page is left: a question for each part of it that would lose something. */
export const questions = new Set<{ text: string }>();

/** Asks whether the page may be left, once, whatever number of parts would lose something. Nothing at stake is a yes. */
export function canLeave(): boolean {
  const [first] = questions;
  return !first || window.confirm(first.text);
}
