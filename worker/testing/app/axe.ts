import axe, { type AxeResults } from "axe-core";
import type { Page } from "playwright-core";

/** What axe finds wrong with the page as it is, a line each: the rule and where; rules of WCAG 2.2 up to AA, and axe's best practice. */
export async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  // A colour that is on its way from one to the other is none that anybody reads.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
  const { violations, passes } = await page.evaluate<AxeResults>("axe.run(document)");
  if (passes.length === 0) throw new Error("axe looked at nothing");
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id} (${help}): ${target.join(" ")}`));
}
