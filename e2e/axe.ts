import type { Page } from "@playwright/test";
import axe from "axe-core";

/** A rule of axe that the page breaks, and the first places where it does. */
export type Violation = { id: string; where: string[] };

/** What axe has against the page as it is now. The library is put into a page once, because it takes longer to load than to run. */
export async function violationsOf(page: Page, options: axe.RunOptions = {}): Promise<Violation[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  return page.evaluate(async (options) => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run({ ...options, resultTypes: ["violations"] });
    return violations.map(({ id, nodes }) => ({ id, where: nodes.slice(0, 3).map((node) => node.html.slice(0, 160)) }));
  }, options);
}
