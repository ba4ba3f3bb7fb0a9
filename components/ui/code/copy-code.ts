import { copyText } from "../copy-text";

/** How long a button says that it has copied, in ms. */
const copiedMs = 2000;

/**
 * Copies the code beside a button, which says so for a while. Works on the elements, so that it does the same in markup that the server
 * painted and React never touched.
 */
export async function copyCode(button: HTMLElement): Promise<void> {
  const code = button.parentElement?.querySelector("pre > code") ?? null;
  if (!(await copyText(code?.textContent ?? "", code))) return;
  const [ready, copied] = button.children;
  const say = (isCopied: boolean) => {
    ready?.toggleAttribute("hidden", isCopied);
    copied?.toggleAttribute("hidden", !isCopied);
  };
  say(true);
  setTimeout(say, copiedMs, false);
}
