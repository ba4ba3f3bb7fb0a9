/**
 * Copies a text. Where the browser does not let a page copy, as without HTTPS, it selects `instead`, so that people can copy it by hand.
 * Returns whether it copied.
 */
export async function copyText(text: string, instead: Element | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    if (instead instanceof HTMLInputElement) instead.select();
    else if (instead) window.getSelection()?.selectAllChildren(instead);
    return false;
  }
}
