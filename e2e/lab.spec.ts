import { expect, type Page } from '@playwright/test';
import { findings } from './findings';
import { test } from './site';
import { asTable, button, chart, chooseModel, open, setNumber, tableRows } from './steps';

const openLab = (page: Page) => page.getByRole('tab', { name: 'Lab' }).click();
const verdict = (page: Page) => page.getByRole('status', { name: 'Verdict' });

/** The cells of a table of the Lab, the header left out. */
const cells = (page: Page, table: string): Promise<string[][]> =>
  page
    .getByRole('region', { name: table })
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent.trim())));

/** Watched for the text-CNN, as its chart is called. */
const watched = 'F1, micro, tuned';

test('three losses of the text-CNN are compared by clicks, and the link to it shows the same', async ({
  page,
  browser,
  site,
}) => {
  test.setTimeout(180_000);
  await open(page, '/?backend=wasm');
  await chooseModel(page, 'Text-CNN');
  await setNumber(page, 'Epochs', 3);
  await openLab(page);
  await button(page, 'Run 3 variants').click();
  await expect(verdict(page)).toContainText(/Paired bootstrap over 80 items/, { timeout: 90_000 });
  await expect(verdict(page)).toContainText(/is better than|not distinguishable|Not distinguishable/);
  await expect(verdict(page)).toContainText(/95 % CI/);

  // Three curves of three epochs, and a final table of three rows.
  await asTable(page, watched);
  await expect.poll(async () => (await tableRows(page, watched)).at(-1)?.length).toBe(4);
  await expect
    .poll(async () => (await tableRows(page, watched)).flat().filter((cell) => /^0\.\d/.test(cell)).length)
    .toBe(9);
  const curves = await tableRows(page, watched);
  const table = await cells(page, 'Variants');
  expect(table.map(([name]) => name)).toEqual(['Binary cross-entropy', 'Cosine', 'Focal']);
  const words = await verdict(page).locator('p').allInnerTexts();
  expect.soft(await findings(page), 'a comparison').toEqual([]);

  await button(page, 'Share comparison').click();
  const link = await page
    .getByRole('dialog', { name: 'Share' })
    .getByLabel('Link', { exact: true })
    .inputValue();
  const other = await browser.newContext();
  const fresh = await other.newPage();
  await open(fresh, `${site}?backend=wasm${link.slice(link.indexOf('#'))}`);
  await expect(verdict(fresh)).toContainText('What the sender of the link found');
  expect((await verdict(fresh).locator('p').allInnerTexts()).slice(0, -1)).toEqual(words.slice(0, -1));
  await asTable(fresh, watched);
  await expect.poll(() => tableRows(fresh, watched)).toEqual(curves);
  const numbers = (rows: string[][]) => rows.map((row) => row.slice(0, 6));
  expect(numbers(await cells(fresh, 'Variants'))).toEqual(numbers(table));

  // Run there, it finds the same, and says so as its own.
  await button(fresh, 'Run the comparison').click();
  await expect(verdict(fresh)).not.toContainText('What the sender of the link found', { timeout: 60_000 });
  await expect.poll(() => verdict(fresh).locator('p').allInnerTexts()).toEqual(words);
  await expect.poll(async () => numbers(await cells(fresh, 'Variants'))).toEqual(numbers(table));
  await other.close();
});

test('a sweep goes on after a reload, and its best run is one click away', async ({ page }) => {
  test.setTimeout(120_000);
  await open(page, '/?backend=wasm');
  await setNumber(page, 'Epochs', 5);
  await openLab(page);
  await page.getByText('Sweeps', { exact: true }).click();
  await page.getByLabel('Values of Learning rate').fill('0.002, 0.01, 0.02, 0.04');
  await expect(page.getByText('The whole grid: 4 runs of 5 epochs each.')).toBeVisible();
  await button(page, 'Start the sweep').click();
  const progress = page.getByRole('status', { name: 'Progress of the sweep' });
  await expect(progress).toContainText(/[1-3] of 4 runs/, { timeout: 60_000 });

  await page.reload();
  await expect(
    page.getByText(/The sweep “MF: Learning rate” was interrupted after [1-3] of 4 runs/),
  ).toBeVisible({
    timeout: 30_000,
  });
  await button(page, 'Go on').click();
  await expect(progress).toContainText(/^Done\. 4 of 4 runs/, { timeout: 60_000 });
  const rows = await cells(page, 'Runs of the sweep');
  expect(rows.map(([, rate]) => rate)).toEqual(['0.002', '0.01', '0.02', '0.04']);
  const best = rows.toSorted((a, b) => Number(b[2]) - Number(a[2]))[0]!;
  expect(best.at(-1)).toBe('done, best');
  expect.soft(await findings(page), 'a sweep').toEqual([]);

  await button(page, 'Open the best run').click();
  await expect(chart(page, 'NDCG@10')).toBeVisible();
  const rail = page.getByRole('complementary', { name: 'Experiment' });
  await expect(rail.getByLabel('Learning rate', { exact: true })).toHaveValue(best[1]!);
});

test('the Lab says what is missing, reads well to a screen reader, and fits a phone', async ({ page }) => {
  await open(page);
  await openLab(page);
  expect.soft(await findings(page), 'comparisons').toEqual([]);
  for (const loss of ['Binary cross-entropy', 'BPR'])
    await page.getByRole('checkbox', { name: loss, exact: true }).uncheck();
  await expect(page.getByText('Choose a second loss, or vary another setting.')).toBeVisible();
  await expect(button(page, 'Run the variants')).toBeDisabled();

  await page.getByText('Sweeps', { exact: true }).click();
  await page.getByLabel('Values of Learning rate').fill('0.1, fast');
  await expect(page.getByText(/Learning rate must be a number, unlike “fast”/).first()).toBeVisible();
  await expect(button(page, 'Start the sweep')).toBeDisabled();
  expect.soft(await findings(page), 'sweeps').toEqual([]);
  await page.setViewportSize({ width: 320, height: 700 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});
