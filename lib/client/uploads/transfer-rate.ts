/** Only what was sent within this time counts (ms): long enough to be calm, short enough to tell of a change. */
const within = 8000;
/** Before so much has been seen (ms), a figure would be a guess. */
const atLeast = 1000;

/** How fast something is sent, from what is known to be sent at which time. */
export function createTransferRate() {
  let seen: { at: number; sent: number }[] = [];
  return {
    /** So many bytes are sent in all, at this time (ms). */
    add(at: number, sent: number) {
      // Back at an earlier place, after a cut: what was measured before says nothing any more.
      if (sent < (seen.at(-1)?.sent ?? 0)) seen = [];
      seen = [...seen.filter((sample) => at - sample.at <= within), { at, sent }];
    },
    /** Bytes a second; null while there is nothing to tell. */
    perSecond(): number | null {
      const [first, last] = [seen[0], seen.at(-1)];
      if (!first || !last || last.at - first.at < atLeast) return null;
      return ((last.sent - first.sent) / (last.at - first.at)) * 1000;
    },
    forget() {
      seen = [];
    },
  };
}
