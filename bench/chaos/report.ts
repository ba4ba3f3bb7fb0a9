import type { Verdict } from "./device";

export type Judged = Verdict & { missing?: number; twice?: number; unanswered?: number };

/** Nothing lost, doubled or different, nothing stored that should not be or missing that should. */
export const whole = (verdict: Judged): boolean =>
  verdict.wanted > 0 &&
  verdict.lost + verdict.doubled + verdict.wrong + (verdict.missing ?? 0) + (verdict.twice ?? 0) + (verdict.unanswered ?? 0) === 0;

export const verdictText = (verdict: Judged): string =>
  `${verdict.wanted - verdict.lost} of ${verdict.wanted} shown, ${verdict.doubled} twice, ${verdict.wrong} lists or badges differ` +
  (verdict.missing === undefined
    ? ""
    : `, ${verdict.missing} acknowledged and not stored, ${verdict.twice} stored twice` +
      (verdict.unanswered ? `, ${verdict.unanswered} never acknowledged` : ""));

/** Waits until all are so. @throws Error after a minute */
export async function many<Item>(items: Item[], isSo: (item: Item) => boolean): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!items.every(isSo)) {
    if (Date.now() > deadline) throw new Error(`only ${items.filter(isSo).length} of ${items.length} are as they should be`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
