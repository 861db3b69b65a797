import { expect } from '@playwright/test';
import { test } from './site';
import { button, chart, epoch, open, setNumber } from './steps';

test('finished runs are still there after a reload', async ({ page }) => {
  await open(page);
  await setNumber(page, 'Epochs', 2);
  await button(page, 'Train').click();
  await expect(page.getByText(/Done: all epochs/).first()).toBeVisible({ timeout: 30_000 });
  await page.reload();
  await expect(chart(page, 'NDCG@10')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('tab', { name: 'Runs' }).click();
  await expect(page.getByRole('row').nth(1)).toBeVisible();
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
