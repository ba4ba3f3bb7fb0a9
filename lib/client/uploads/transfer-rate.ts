/** How far back the measurement reaches, in ms: long enough to be steady, short enough to show a change. */
const windowMs = 8000;
/** How long to measure before showing a figure, in ms. */
const measureMs = 1000;

/** Measures how fast something is sent. */
export function createTransferRate() {
  let seen: { at: number; sent: number }[] = [];
  return {
    /** Notes that `sent` bytes in all are sent at this time (ms). */
    add(at: number, sent: number) {
      // After a cut it continues at an earlier place, so earlier measurements are useless.
      if (sent < (seen.at(-1)?.sent ?? 0)) seen = [];
      seen = [...seen.filter((sample) => at - sample.at <= windowMs), { at, sent }];
    },
    /** Bytes a second; null while it is unknown. */
    perSecond(): number | null {
      const [first, last] = [seen[0], seen.at(-1)];
      if (!first || !last || last.at - first.at < measureMs) return null;
      return ((last.sent - first.sent) / (last.at - first.at)) * 1000;
    },
    forget() {
      seen = [];
    },
  };
}
