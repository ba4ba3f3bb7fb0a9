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

type Pressed = Pick<KeyboardEvent, "ctrlKey" | "metaKey" | "altKey" | "defaultPrevented" | "target">;

/** Whether a key press is for the page: nobody types or chooses, and it is no shortcut of the browser. */
export const isForPage = (event: Pressed): boolean =>
  !(event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) &&
  !(event.target instanceof Element && event.target.closest(taken));

/** What filters or searches the page; null where nothing does. */
export const searchOf = (page: ParentNode): HTMLElement | null =>
  page.querySelector<HTMLElement>("#content input[type=search]") ?? page.querySelector<HTMLElement>("#content [data-filter]");
