const two = (value: number) => String(value).padStart(2, "0");

/** An instant as the value of a `datetime-local` field, by the clock of this browser; empty for none. */
export function toLocalInput(at: string | null): string {
  if (at === null) return "";
  const date = new Date(at);
  const day = `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The instant of such a value; null for an empty one. */
export function fromLocalInput(value: string): string | null {
  const date = new Date(value);
  return value === "" || Number.isNaN(date.getTime()) ? null : date.toISOString();
}
