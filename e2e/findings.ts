import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** The rules whose answer colours and sizes change: all that another theme of the same page can break. */
const rulesOfLooks = ['color-contrast', 'target-size', 'link-in-text-block'];

/**
 * What axe finds serious or critical on the page as it is now, in words.
 * @param rules All; `looks`: those of a page already checked in another theme.
 */
export async function findings(page: Page, rules: 'all' | 'looks' = 'all'): Promise<string[]> {
  // Half faded in or out, nothing has its colours yet.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((each) => !(each instanceof CSSTransition) || each.playState === 'finished'),
  );
  const axe = new AxeBuilder({ page });
  if (rules === 'looks') axe.withRules(rulesOfLooks);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}
