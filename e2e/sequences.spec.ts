/** What comes next: a model of sequences trained beside one of users, looked into, shared; and sessions that need dates. */
import { expect, type Page } from '@playwright/test';
import { drop } from './dataSteps';
import { findings } from './findings';
import { test } from './site';
import { asTable, button, chart, chooseModel, open, setNumber, tableRows } from './steps';

/** Trains what is set up to its end: the number of epochs, and that it is done. */
async function train(page: Page, epochs: number): Promise<void> {
  await button(page, 'Train').click();
  await expect(page.getByTestId('epoch')).toHaveText(`${epochs} / ${epochs}`, { timeout: 60_000 });
  await expect(page.getByText('Done: all epochs').first()).toBeVisible({ timeout: 30_000 });
}

/** Small enough for a test, and not what a person would take. */
async function smallLstm(page: Page): Promise<void> {
  await chooseModel(page, 'LSTM with attention');
  await setNumber(page, 'Epochs', 2);
  for (const size of ['Length of item vectors', 'LSTM units', 'Attention units'])
    await setNumber(page, size, 16);
  await setNumber(page, 'Negatives of a batch (items)', 128);
  await setNumber(page, 'Longest sequence (items)', 20);
}

test('an LSTM is trained beside NeuMF, looked into, and its link gives the same', async ({
  page,
  browser,
  site,
}) => {
  test.setTimeout(180_000);
  await open(page, '/?backend=wasm');
  await chooseModel(page, 'NeuMF');
  await setNumber(page, 'Epochs', 1);
  await train(page, 1);
  await smallLstm(page);
  await train(page, 2);

  // Both on the same split among the same candidates.
  await asTable(page, 'HR@10');
  await expect(chart(page, 'HR@10')).toHaveAccessibleName('HR@10, validation, full ranking');
  await expect
    .poll(async () =>
      (await tableRows(page, 'HR@10')).map((row) => row.filter((cell) => /\d/.test(cell)).length),
    )
    .toEqual([3, 2]);
  const curves = await tableRows(page, 'HR@10');

  await page.getByRole('tab', { name: 'Look inside' }).click();
  const before = page.getByRole('region', { name: 'What came before', exact: true });
  await expect(before.getByText(/how much LSTM with attention looks back at each film/)).toBeVisible();
  const shares = async (): Promise<number[]> =>
    (await before.locator('tbody td:last-child').allInnerTexts()).map((text) => Number.parseFloat(text));
  await expect.poll(async () => (await shares()).length).toBeGreaterThan(5);
  // Each is told to a tenth of a percent.
  const told = await shares();
  expect(Math.abs(told.reduce((sum, share) => sum + share, 0) - 100)).toBeLessThan(0.05 * told.length + 0.01);
  await expect(page.getByRole('region', { name: 'Top 10', exact: true }).locator('tbody tr')).toHaveCount(10);
  await expect(page.getByRole('region', { name: /^What came next/ }).locator('tbody tr')).toHaveCount(1);
  const first = await before.locator('tbody').innerText();
  await button(page, 'Next').click();
  await expect.poll(() => before.locator('tbody').innerText()).not.toBe(first);
  expect.soft(await findings(page), 'a sequence').toEqual([]);
  await page.setViewportSize({ width: 320, height: 700 });
  expect.soft(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await page.setViewportSize({ width: 1400, height: 900 });

  await button(page, /^Share/).click();
  const link = await page
    .getByRole('dialog', { name: 'Share' })
    .getByLabel('Link', { exact: true })
    .inputValue();
  const other = await browser.newContext();
  const fresh = await other.newPage();
  await open(fresh, `${site}?backend=wasm${link.slice(link.indexOf('#'))}`);
  await asTable(fresh, 'HR@10');
  await expect.poll(() => tableRows(fresh, 'HR@10')).toEqual(curves);
  // Train runs both, the LSTM last.
  await train(fresh, 2);
  await expect(fresh.getByText(/^✓ Reproduced, compared over 2 epochs and the test part/)).toBeVisible();
  await expect(fresh.getByText(/HR@10: same to six digits/)).toBeVisible();
  await other.close();
});

test('sessions by dates say what to choose instead where the data has none', async ({ page }) => {
  await open(page);
  await page.getByRole('tab', { name: 'Data' }).click();
  const rows = Array.from({ length: 200 }, (_, row) => `u${row % 20},i${(row * 7) % 30},${1 + (row % 5)}`);
  await drop(page, {
    name: 'undated.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(['user,item,rating', ...rows].join('\n')),
  });
  await button(page, 'Import').click();
  await expect(page.getByText(/“undated.*” is ready/).first()).toBeVisible({ timeout: 20_000 });

  const rail = page.getByRole('complementary', { name: 'Experiment' });
  const cutBy = async (rule: string): Promise<void> => {
    await rail.getByRole('combobox', { name: 'Sessions', exact: true }).click();
    await page.getByRole('option', { name: new RegExp(`^${rule} `) }).click();
  };
  await chooseModel(page, 'LSTM with attention');
  await cutBy('Gap');
  const fault = rail.getByText(/so its sessions cannot be cut by “Gap”/).first();
  await expect(fault).toBeVisible();
  await expect(rail.getByText(/Choose “windows”/).first()).toBeVisible();
  await cutBy('Windows');
  await expect(fault).toBeHidden();
});
