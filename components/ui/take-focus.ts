/** Moves the focus there. A toast that loses the focus gives it back to where it was before, so the second call counts. */
export function takeFocus(element: HTMLElement | null | undefined): void {
  element?.focus({ preventScroll: true });
  if (document.activeElement !== element) element?.focus({ preventScroll: true });
}
