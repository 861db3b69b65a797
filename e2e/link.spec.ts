import { expect, type Page } from '@playwright/test';
import { test } from './site';
import { asTable, button, open, setNumber, shownValues } from './steps';

/** NDCG@10 of every epoch, with all digits that the table shows. */
async function trainedCurve(page: Page, epochs: number): Promise<string[]> {
  await button(page, 'Train').click();
  await expect(page.getByText(/Done: all epochs/).first()).toBeVisible({ timeout: 60_000 });
  await asTable(page, 'NDCG@10');
  await expect.poll(async () => (await shownValues(page, 'NDCG@10')).length).toBe(epochs);
  return shownValues(page, 'NDCG@10');
}

test('a link opened in a fresh browser gives the same settings and the same curve', async ({
  page,
  browser,
  site,
}) => {
  await open(page, '/?backend=wasm');
  await setNumber(page, 'Epochs', 3);
  await setNumber(page, 'Seed', 7);
  const curve = await trainedCurve(page, 3);
  await button(page, /^Share/).click();
  const link = await page
    .getByRole('dialog', { name: 'Share' })
    .getByLabel('Link', { exact: true })
    .inputValue();
  expect(link).toContain('#x=');

  const other = await browser.newContext();
  const fresh = await other.newPage();
  const hash = link.slice(link.indexOf('#'));
  await open(fresh, `${site}?backend=wasm${hash}`);
  await expect(fresh.getByText('This page was opened with an experiment from a link.')).toBeVisible();
  const rail = fresh.getByRole('complementary', { name: 'Experiment' });
  await expect(rail.getByLabel('Epochs', { exact: true })).toHaveValue('3');
  await expect(rail.getByLabel('Seed', { exact: true })).toHaveValue('7');
  expect(await trainedCurve(fresh, 3)).toEqual(curve);
  await other.close();
});

test('a damaged link says so, and the page works with its defaults', async ({ page }) => {
  await open(page, '/#x=bm90IGEgbGluaw');
  await expect(page.getByText(/This link cannot be read/)).toBeVisible();
  await expect(button(page, 'Train')).toBeEnabled();
});
