import { expect, type Page } from '@playwright/test';
import { findings } from './findings';
import { test } from './site';
import { button, open, setNumber } from './steps';

const panels = ['Charts', 'Runs', 'Lab', 'Look inside', 'Data'];
const themes = ['light', 'dark', 'projector'];

async function trainShortly(page: Page): Promise<void> {
  await open(page);
  await setNumber(page, 'Epochs', 2);
  await button(page, 'Train').click();
  await expect(page.getByText(/Done: all epochs/).first()).toBeVisible({ timeout: 30_000 });
}

test('axe finds nothing serious on any panel in any theme', async ({ page }) => {
  test.setTimeout(180_000);
  await page.setViewportSize({ width: 1280, height: 720 });
  await trainShortly(page);
  for (const theme of themes) {
    while (!(await button(page, `Theme: ${theme}`).isVisible())) await button(page, /^Theme: /).click();
    // A bar of one line: with a second there is no room for a whole chart below it.
    const bar = await page.getByRole('banner').boundingBox();
    const play = await button(page, 'Train').boundingBox();
    expect.soft(bar!.height, theme).toBeLessThan(2 * play!.height);
    for (const panel of panels) {
      await page.getByRole('tab', { name: panel }).click();
      await expect(page.getByRole('tabpanel', { name: panel })).toBeVisible();
      await expect(page.getByRole('status', { name: 'Loading' })).toBeHidden();
      const rules = theme === themes[0] ? 'all' : 'looks';
      expect.soft(await findings(page, rules), `${panel}, ${theme}`).toEqual([]);
    }
  }
});

test('axe finds nothing serious in the dialogs', async ({ page }) => {
  await open(page);
  for (const [opener, title] of [
    [/^Share/, 'Share'],
    [/^Lessons/, 'Lessons'],
    [/^Help/, 'Help'],
  ] as const) {
    await button(page, opener).click();
    await expect(page.getByRole('dialog', { name: title })).toBeVisible();
    expect.soft(await findings(page), title).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
});

test('nothing scrolls sideways at 320 pixels', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await open(page);
  await button(page, 'Train').click();
  for (const panel of ['Setup', ...panels]) {
    await page.getByRole('tab', { name: panel }).click();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect.soft(width, panel).toBeLessThanOrEqual(320);
  }
});
