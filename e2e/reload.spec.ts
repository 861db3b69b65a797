import { expect } from '@playwright/test';
import { test } from './site';
import { button, chart, epoch, open, setNumber } from './steps';

test('runs, the pinned baseline and the settings are still there after a reload, and the address shares them', async ({
  page,
  context,
}) => {
  await open(page);
  await setNumber(page, 'Epochs', 2);
  await button(page, 'Train').click();
  await expect(page.getByText(/Done: all epochs/).first()).toBeVisible({ timeout: 30_000 });
  await page.getByRole('tab', { name: 'Runs' }).click();
  await button(page, /^Actions for/).click();
  await page.getByRole('menuitem', { name: 'Pin as baseline' }).click();
  await expect(page).toHaveURL(/#x=/);
  await page.reload();
  const epochs = page.getByLabel('Epochs', { exact: true });
  await expect(epochs).toHaveValue('2');
  await expect(chart(page, 'NDCG@10')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('tab', { name: 'Runs' }).click();
  await expect(page.getByRole('row').nth(1)).toContainText('baseline');
  await expect(page.getByText(/opened with an experiment/)).toHaveCount(0);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByText('This page was opened with an experiment from a link.')).toBeVisible();
  await expect(other.getByLabel('Epochs', { exact: true })).toHaveValue('2');
});

test('a run that a reload interrupted goes on from its checkpoint', async ({ page }) => {
  await open(page);
  await setNumber(page, 'Epochs', 400);
  await button(page, 'Train').click();
  await expect.poll(() => epoch(page), { timeout: 60_000 }).toBeGreaterThanOrEqual(3);
  // Pausing writes a checkpoint.
  await button(page, 'Pause').click();
  await expect(page.getByText('Paused')).toBeVisible();
  const before = await epoch(page);
  await page.reload();
  await page.getByRole('tab', { name: 'Runs' }).click();
  await expect(page.getByText('Interrupted').first()).toBeVisible();
  await button(page, /^Resume/)
    .first()
    .click();
  await expect.poll(() => epoch(page), { timeout: 30_000 }).toBeGreaterThan(before);
  await button(page, /^Stop and measure/).click();
  await expect(page.getByText(/Done: stopped by hand/).first()).toBeVisible({ timeout: 20_000 });
});
