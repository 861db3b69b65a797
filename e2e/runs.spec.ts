import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { test } from './site';
import { button, chart, chooseModel, chooseSplit, open, setNumber } from './steps';

async function trainToTheEnd(page: Page): Promise<void> {
  await button(page, 'Train').click();
  await expect(page.getByText(/Done: all epochs/).first()).toBeVisible({ timeout: 30_000 });
}

test('two runs are compared: overlaid, told apart by name, one pinned, both saved as CSV', async ({
  page,
}) => {
  await open(page);
  await chooseModel(page, 'Popularity');
  await trainToTheEnd(page);
  await chooseModel(page, 'MF');
  await setNumber(page, 'Epochs', 3);
  await button(page, 'Train').click();
  await expect(page.getByTestId('epoch')).toHaveText('3 / 3', { timeout: 30_000 });
  await expect(chart(page, 'NDCG@10')).toContainText('Popularity');
  await expect(chart(page, 'NDCG@10')).toContainText('MF');

  await page.getByRole('tab', { name: 'Runs' }).click();
  const rows = page.getByRole('region', { name: 'Runs' }).locator('tbody tr');
  await expect(rows).toHaveCount(2);
  await button(page, /^Actions for .*Popularity/).click();
  await page.getByRole('menuitem', { name: 'Pin as baseline' }).click();
  await expect(rows.filter({ hasText: 'MF' })).toContainText(/[+−]0?\.\d/);

  await button(page, /^Actions for .*Popularity/).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  const name = page.getByLabel(/^New name of/);
  await expect(name).toBeFocused();
  await name.fill('What everybody watches');
  await name.press('Enter');
  const renamed = button(page, /^What everybody watches/);
  await expect(renamed).toBeFocused();
  await button(page, 'Actions for What everybody watches').press('Enter');
  await page.getByRole('menuitem', { name: 'Write a note' }).press('Enter');
  const written = page.getByLabel('Note on What everybody watches');
  await expect(written).toBeFocused();
  await written.fill('To beat');
  await written.press('Enter');
  await expect(rows.filter({ hasText: 'To beat' })).toHaveCount(1);

  // A run of another split: its values mean something else, and are neither drawn nor set against the others.
  await page.getByRole('tab', { name: 'Charts' }).click();
  await chooseSplit(page, 'Random ratio');
  await setNumber(page, 'Epochs', 1);
  await trainToTheEnd(page);
  const note = page.getByRole('note').filter({ hasText: 'Not drawn, as measured on other data' });
  await expect(note).toContainText('What everybody watches');
  await expect(chart(page, 'NDCG@10')).not.toContainText('What everybody watches');
  await page.getByRole('tab', { name: 'Runs' }).click();
  await expect(rows).toHaveCount(3);
  await expect(page.getByRole('columnheader', { name: /^Tested on/ })).toBeVisible();
  await expect(rows.nth(2)).toContainText('other test part');

  const download = page.waitForEvent('download');
  await button(page, 'Save all (CSV)').click();
  const lines = readFileSync(await (await download).path(), 'utf8')
    .trim()
    .split(/\r?\n/);
  expect(lines).toHaveLength(4);
});

test('a look inside shows what one user would be shown, and how that is scored', async ({ page }) => {
  await open(page);
  await setNumber(page, 'Epochs', 2);
  await trainToTheEnd(page);
  await page.getByRole('tab', { name: 'Look inside' }).click();
  const top = page.getByRole('region', { name: 'Top 10', exact: true });
  await expect(top.locator('tbody tr')).toHaveCount(10);
  await expect(page.getByText('NDCG@10 =')).toBeVisible();
  const before = await top.innerText();
  await button(page, 'Next').click();
  await expect.poll(() => top.innerText()).not.toBe(before);
});
