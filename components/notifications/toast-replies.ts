/** The toasts in which somebody writes. A toast with an open field stays until that is closed. */
export function createToastReplies() {
  const writing = new Set<string>();
  /** Those that would be gone but for their field. */
  const due = new Set<string>();
  return {
    /** The field of a toast is opened or closed. @returns whether the toast has to go now */
    write(id: string, now: boolean): boolean {
      if (now) {
        writing.add(id);
        return false;
      }
      writing.delete(id);
      return due.delete(id);
    },
    isWriting: (id?: string): boolean => (id === undefined ? writing.size > 0 : writing.has(id)),
    /** Whether a toast may go; one that may not goes when its field is closed. */
    canClose(id: string): boolean {
      if (writing.has(id)) due.add(id);
      return !writing.has(id);
    },
  };
}
