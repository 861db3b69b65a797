import { expect } from '@playwright/test';
import { test } from './site';
import { tasksOf, tracedTasks } from './trace';
import { asTable, button, chart, epoch, open, setNumber, shownValues } from './steps';

test(
  'a click on Train gives the first point within 10 seconds, and NDCG@10 moves',
  { tag: '@timed' },
  async ({ page }) => {
    await open(page);
    const clicked = Date.now();
    await button(page, 'Train').click();
    await asTable(page, 'NDCG@10');
    await expect
      .poll(async () => (await shownValues(page, 'NDCG@10')).length, { timeout: 10_000 })
      .toBeGreaterThan(0);
    expect(Date.now() - clicked).toBeLessThan(10_000);
    await expect
      .poll(async () => (await shownValues(page, 'NDCG@10')).length, { timeout: 60_000 })
      .toBeGreaterThan(4);
    const values = (await shownValues(page, 'NDCG@10')).map(Number);
    expect(values[4]).toBeGreaterThan(values[0]!);
  },
);

test(
  'the page never blocks longer than 100 ms while a run goes on',
  { tag: '@timed' },
  async ({ page, browser }) => {
    await open(page);
    const train = button(page, 'Train');
    await train.hover();
    await expect(page.getByText(/^Press Train/)).toBeVisible();
    // What came before was the page itself starting; from the click on, a run goes on.
    await browser.startTracing(page, tracedTasks);
    await train.click();
    // By test id: finding a role reads the whole page, which would be a long task of the test's own.
    await expect(page.getByTestId('epoch')).toHaveText('20 / 20', { timeout: 40_000 });
    const tasks = tasksOf('CrRendererMain', await browser.stopTracing());
    expect(tasks.length).toBeGreaterThan(100);
    expect(Math.max(...tasks)).toBeLessThanOrEqual(100);
  },
);

test('a run can be paused, stepped, resumed, stopped and restarted', async ({ page }) => {
  await open(page);
  await setNumber(page, 'Epochs', 500);
  await button(page, 'Train').click();
  await expect.poll(() => epoch(page), { timeout: 30_000 }).toBeGreaterThanOrEqual(2);

  await button(page, 'Pause').click();
  await expect(page.getByText('Paused')).toBeVisible();
  const paused = await epoch(page);
  await button(page, /^One training step/).click();
  await expect(button(page, 'Resume')).toBeVisible();
  expect(await epoch(page)).toBeLessThanOrEqual(paused + 1);

  await button(page, 'Resume').click();
  await expect.poll(() => epoch(page), { timeout: 30_000 }).toBeGreaterThan(paused + 1);

  // A stray key throws nothing away: it asks, and Enter goes on.
  await page.locator('main').press('r');
  const asked = page.getByRole('dialog', { name: 'Restart the run?' });
  await expect(asked.getByRole('button', { name: 'Go on with this run' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(asked).toBeHidden();
  await expect(button(page, 'Pause')).toBeVisible();

  await button(page, /^Stop and measure/).click();
  await expect(page.getByText(/Done: stopped by hand/).first()).toBeVisible({ timeout: 20_000 });

  await setNumber(page, 'Epochs', 2);
  await button(page, /^Restart/).click();
  await expect(page.getByText(/Done: all epochs/).first()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByTestId('epoch')).toHaveText('2 / 2');
  await expect(chart(page, 'NDCG@10')).toBeVisible();
});

test('single keys can be turned off, and stay so over a reload', async ({ page }) => {
  await open(page);
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Help' }).getByRole('switch').click();
  await page.keyboard.press('Escape');
  for (const visit of ['this', 'the next']) {
    await page.locator('main').press('t');
    await page.locator('main').press('?');
    await expect(button(page, 'Theme: as the system'), `${visit} visit`).toBeVisible();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.reload();
    await expect(button(page, 'Train')).toBeEnabled({ timeout: 30_000 });
  }
});

test('training, importing and looking around need no mouse', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the charts' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Space');
  await expect(button(page, 'Pause')).toBeVisible({ timeout: 20_000 });
  await expect.poll(() => epoch(page), { timeout: 30_000 }).toBeGreaterThanOrEqual(1);
  await page.keyboard.press('Space');
  await expect(button(page, 'Resume')).toBeVisible();
  await page.keyboard.press('t');
  await expect(button(page, /^Theme: light/)).toBeVisible();
  const experiment = page.getByRole('complementary', { name: 'Experiment' });
  await page.keyboard.press('e');
  await expect(experiment).toBeHidden();
  await page.keyboard.press('e');
  await expect(experiment).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Help' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});
