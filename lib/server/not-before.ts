/**
 * The time now, for what comes after something that happened at `last`: a clock that went back must not sort it before. One millisecond later
 * then, so that nothing else decides.
 */
export function notBefore(last: Date): Date {
  const now = new Date();
  return now < last ? new Date(last.getTime() + 1) : now;
}
