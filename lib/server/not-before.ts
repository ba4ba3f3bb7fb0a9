/**
 * The time now, for something that follows what happened at `last`. When the clock went back, it is one millisecond after `last`, so that
 * it does not sort before it.
 */
export function notBefore(last: Date): Date {
  const now = new Date();
  return now < last ? new Date(last.getTime() + 1) : now;
}
