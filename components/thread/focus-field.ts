/** Brings the focus into the field for a reply. */
export function focusField(list: HTMLElement | null): void {
  const composer = list?.querySelector("[data-pinned=composer]");
  const focus = () => composer?.querySelector("textarea")?.focus();
  // The preview may be in its place.
  if (!composer?.querySelector("textarea")) {
    composer?.querySelector<HTMLElement>("[role=tab]")?.click();
    requestAnimationFrame(focus);
  } else focus();
}
