// Runs before each file of tests, because files share a process: forgets what `remember` keeps, such as settings that a test changed,
// counts of rate limits, and what was about to be told. What a module took as it was loaded stays with that module.

/** Ends the timers of what waits: a map of them, or one under `timer`. */
function endTimers(kept: unknown): void {
  const timers = kept instanceof Map ? [...kept.values()] : [(kept as { timer?: unknown } | null)?.timer];
  for (const timer of timers) if (timer instanceof Object && "hasRef" in timer) clearTimeout(timer as NodeJS.Timeout);
}

for (const key of Object.getOwnPropertySymbols(globalThis)) {
  if (!Symbol.keyFor(key)?.startsWith("handraise.")) continue;
  endTimers(Reflect.get(globalThis, key));
  Reflect.deleteProperty(globalThis, key);
}
