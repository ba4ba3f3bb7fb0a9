import { formatMoment } from "../ui/moment";

/** Puts a fenced block around the selection, or an empty one with the caret inside. */
export function insertCode(field: HTMLTextAreaElement, onText: (text: string) => void): void {
  const { selectionStart: from, selectionEnd: to, value } = field;
  const before = from === 0 || value[from - 1] === "\n" ? "" : "\n";
  onText(`${value.slice(0, from)}${before}\`\`\`\n${value.slice(from, to)}\n\`\`\`\n${value.slice(to)}`);
  const caret = from + before.length + 4;
  requestAnimationFrame(() => {
    field.focus();
    field.setSelectionRange(caret, caret + (to - from));
  });
}

/** Puts the second of the video that is on screen where the caret is, with a space where a word stands. */
export function insertTime(field: HTMLTextAreaElement, seconds: number, onText: (text: string) => void): void {
  const { selectionStart: from, selectionEnd: to, value } = field;
  const before = from === 0 || /\s$/.test(value.slice(0, from)) ? "" : " ";
  const added = `${before}${formatMoment(seconds)} `;
  onText(value.slice(0, from) + added + value.slice(to));
  requestAnimationFrame(() => {
    field.focus();
    field.setSelectionRange(from + added.length, from + added.length);
  });
}
