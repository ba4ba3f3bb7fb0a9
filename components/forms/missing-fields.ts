type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const isControl = (element: Element): element is Control =>
  element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement;

/** What to do about an empty field, in words. */
function wordsFor(field: Control): string {
  const { type, autocomplete } = field;
  if (type === "file") return "Choose a file first.";
  if (type === "checkbox") return "Tick this box first.";
  if (type === "radio") return "Choose one of these.";
  if (type === "email") return `Enter ${autocomplete === "username" ? "your" : "an"} email address.`;
  if (type === "password") return autocomplete === "new-password" ? "Choose a password." : "Enter your password.";
  if (autocomplete === "one-time-code") return "Enter the code.";
  const label = field.labels?.[0]?.textContent?.trim().toLowerCase() || "value";
  const one = `${/^[aeiou]/.test(label) ? "an" : "a"} ${label}`;
  return field instanceof HTMLSelectElement ? `Choose ${one}.` : `Enter ${one}.`;
}

/** Whether nothing is entered or chosen: by the browser's own word for boxes and choices, whose `value` does not say. */
function isEmpty(field: Control): boolean {
  if (field instanceof HTMLInputElement && field.type === "file") return field.files?.length === 0;
  // A text of spaces is empty, but for a password.
  return field.validity.valueMissing || (field.type !== "password" && field.value.trim() === "");
}

/** The required fields of a form that are empty, with what to do about each, by name. Instead of the browser's own bubbles. */
export function missingIn(form: HTMLFormElement): Record<string, string> {
  const empty = [...form.elements].filter(
    (field): field is Control => isControl(field) && field.required && field.willValidate && isEmpty(field),
  );
  return Object.fromEntries(empty.map((field) => [field.name, wordsFor(field)]));
}
