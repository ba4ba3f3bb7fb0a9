const taken = [
  "input:not([type=checkbox], [type=radio])",
  "textarea",
  "select",
  "[contenteditable]",
  "[role=dialog]",
  "[role=alertdialog]",
  "[role=menu]",
  "[role=listbox]",
].join(", ");

/** What takes the arrow keys for itself, and what takes the space bar. A player without keys of its own has them from the page. */
const sliding = "input, media-time-range, media-volume-range, media-captions-menu, [role=slider], [role=tab], [role=radio]";
const pressed = "button, a, summary, input, [role=button], [role=switch], [role=tab], [tabindex='0']";
const withKeys = "media-controller:not([nohotkeys])";

/** Whether a key press is for the page: nobody types or chooses, it is no shortcut of the browser, and nothing takes it for itself. */
export function isForPage(event: KeyboardEvent): boolean {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false;
  const own = key === " " ? pressed : key.startsWith("Arrow") ? sliding : null;
  if (own && event.shiftKey) return false;
  return !(target instanceof Element && target.closest([taken, withKeys, ...(own ? [own] : [])].join(", ")));
}

/** What filters or searches the page; null where nothing does. */
export const searchField = (page: ParentNode): HTMLElement | null =>
  page.querySelector<HTMLElement>("#content input[type=search]") ?? page.querySelector<HTMLElement>("#content [data-filter]");
