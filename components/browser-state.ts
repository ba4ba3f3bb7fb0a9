import { vi } from "vitest";

/** What a test may change of the browser that it runs in, other than by `vi.stubGlobal`. */
const changeable = (): object[] => [
  window,
  document,
  navigator,
  URL,
  Document.prototype,
  Element.prototype,
  HTMLElement.prototype,
  HTMLDialogElement.prototype,
  HTMLMediaElement.prototype,
];

/** Modules keep things of their own on the window for as long as they live, and they live longer than a test file. */
const canGrow = (object: object) => object === window;

function restoreProperties(object: object, before: PropertyDescriptorMap): void {
  for (const key of Reflect.ownKeys(object)) if (!Object.hasOwn(before, key) && !canGrow(object)) Reflect.deleteProperty(object, key);
  for (const key of Reflect.ownKeys(before) as string[]) {
    const { [key]: was } = before;
    const now = Object.getOwnPropertyDescriptor(object, key);
    if (was?.configurable && (now?.value !== was.value || now?.get !== was.get)) Object.defineProperty(object, key, was);
  }
}

/** The values of the window's variables that can be set. What is set stays behind the same accessor, so that descriptors do not tell. */
function variablesOfWindow(): Map<string, unknown> {
  const accessors = Object.entries(Object.getOwnPropertyDescriptors(window)).filter(([, { get, set }]) => get && set);
  return new Map(accessors.map(([name]) => [name, Reflect.get(window, name)]));
}

function restoreVariables(before: Map<string, unknown>): void {
  for (const [name, value] of before) if (Reflect.get(window, name) !== value) Reflect.set(window, name, value);
}

function withoutAttributes(element: Element): void {
  for (const name of element.getAttributeNames()) element.removeAttribute(name);
}

/**
 * For tests: remembers the browser as it is now. Files of tests share one, so that one file would begin with what another has left.
 *
 * @returns what makes it again as it was: stubs, clock, properties, address, storage and document
 */
export function snapshotBrowser(): () => void {
  const address = location.href;
  const properties = changeable().map((object) => [object, Object.getOwnPropertyDescriptors(object)] as const);
  const variables = variablesOfWindow();
  return () => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    for (const [object, before] of properties) restoreProperties(object, before);
    restoreVariables(variables);
    history.replaceState(null, "", address);
    localStorage.clear();
    sessionStorage.clear();
    document.head.replaceChildren();
    document.body.replaceChildren();
    withoutAttributes(document.documentElement);
    withoutAttributes(document.body);
  };
}
