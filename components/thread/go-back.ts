/** Pages from which discussions are opened. */
const lists = /^\/(dashboard|discussions|notifications|courses\/.+|videos\/.+)?$/;

/** Goes back to the list from which a discussion was opened, with its place and its filter. @returns false when it was opened otherwise */
export function goBackToList(): boolean {
  // Safari and Firefox have had it since 2025.
  const { navigation } = window as Partial<Pick<Window, "navigation">>;
  const before = navigation?.entries()[(navigation.currentEntry?.index ?? 0) - 1]?.url;
  if (!before || !lists.test(new URL(before).pathname)) return false;
  window.history.back();
  return true;
}
