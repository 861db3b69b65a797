import { expect } from '@playwright/test';
import { serve } from '../cli/serve.mjs';
import { dataPanel, drop, zip } from './dataSteps';
import { smallCounts, smallMovielensZip } from './smallMovielens';
import { builtFiles, realData, test } from './site';
import { tasksOf, tracedTasks } from './trace';
import { asTable, button, open, setNumber, shownValues } from './steps';

test('a MovieLens zip is imported, counted and trained on', async ({ page }) => {
  await dataPanel(page);
  await drop(page, zip('ml-100k.zip', smallMovielensZip()));
  await expect(page.getByText(/is ready/)).toBeVisible();
  const { users, films } = smallCounts;
  await expect(page.getByText(`${users} users · ${films} items · 1,200 interactions`).first()).toBeVisible();
  await setNumber(page, 'Epochs', 2);
  await page.getByRole('tab', { name: 'Charts' }).click();
  await button(page, 'Train').click();
  await expect(page.getByText(/Done: all epochs/).first()).toBeVisible({ timeout: 30_000 });
  await asTable(page, 'NDCG@10');
  await expect.poll(async () => (await shownValues(page, 'NDCG@10')).length).toBe(2);
});

test('a zip without its films says which file is missing and what to do', async ({ page }) => {
  await dataPanel(page);
  await drop(page, zip('ml-100k.zip', smallMovielensZip({ 'u.data': null })));
  await expect(page.getByRole('alert')).toContainText('u.data');
});

test('a broken zip is refused with a message, and the page goes on', async ({ page }) => {
  await dataPanel(page);
  await drop(page, zip('ml-100k.zip', smallMovielensZip().subarray(0, 2000)));
  await expect(page.getByRole('alert')).toContainText('ml-100k.zip');
  await drop(page, zip('ml-100k.zip', smallMovielensZip()));
  await expect(page.getByText(/is ready/)).toBeVisible();
});

test('rows that cannot be read are listed, and one can go on without them', async ({ page }) => {
  const rows = Array.from(
    { length: 98 },
    (_, index) => `${1 + (index % 7)}\t${1 + index}\t4\t${900 + index}`,
  );
  const broken = [...rows, '8\tx\t4\t1000', '8\t2\tNaN\t1001'].join('\n');
  await dataPanel(page);
  await drop(page, zip('ml-100k.zip', smallMovielensZip({ 'u.data': broken })));
  await expect(page.getByText('2 of 100 rows are malformed (2.0 %)')).toBeVisible();
  await expect(page.getByText(/u\.data:99/)).toBeVisible();
  await button(page, 'Go on without these rows').click();
  await expect(page.getByText(/is ready/)).toBeVisible();
});

test('a table of unknown columns is asked about, with a guess and a preview', async ({ page }) => {
  const rows = Array.from({ length: 60 }, (_, index) => `${index % 6},${index % 20},${1 + (index % 5)}`);
  const csv = ['person,thing,liking', ...new Set(rows)].join('\n');
  await dataPanel(page);
  await drop(page, { name: 'likes.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await expect(page.getByRole('heading', { name: 'Which column is which in likes.csv?' })).toBeVisible();
  await expect(page.getByLabel('User', { exact: true })).toHaveValue('0');
  const becomes = page.getByRole('region', { name: 'What the first rows become' });
  await expect(becomes.getByRole('row').nth(1)).toHaveText('001–');
  await button(page, 'Import').click();
  await expect(page.getByText(/is ready/)).toBeVisible();
});

test('train and test tables are read as the split that they are, and what zeros mean is asked', async ({
  page,
}) => {
  // Each of 8 users has rated 10 of 19 items in train and 2 others in test; every fifth rating is 0.
  const table = (name: string, from: number, count: number) => {
    const rows = Array.from({ length: 8 * count }, (_, row) => {
      const user = Math.floor(row / count);
      const item = (user + from + (row % count)) % 20;
      return `u${user},${item},${[0, 7, 8, 9, 10][row % 5]},${1_400_000_000 + 1000 * from + row}`;
    });
    const csv = ['reader,isbn,score,date', ...rows].join('\n');
    return { name, mimeType: 'text/csv', buffer: Buffer.from(csv) };
  };
  await dataPanel(page);
  await drop(page, [table('test.csv', 10, 2), table('train.csv', 0, 10)]);
  await expect(page.getByRole('heading', { name: 'Which column is which in train.csv?' })).toBeVisible();
  await expect(page.getByLabel('test.csv')).toHaveValue('test');
  const unsure = page.getByRole('region', { name: 'Please check first' });
  await expect(unsure).toContainText('What does 0 in “score” mean?');
  await expect(unsure).toContainText('16 of 80 rows');
  await unsure.getByLabel(/let every row count/).check();
  await button(page, 'Import').click();
  await expect(page.getByText('8 users · 19 items · 96 interactions').first()).toBeVisible();
  await button(page, 'Close').click();
  await page.getByText('How it was read').click();
  await expect(
    page.getByText(/the split “Predefined”: train\.csv \(train\), test\.csv \(test\)/),
  ).toBeVisible();
  await expect(page.getByText(/^Not rated: 0/).first()).toBeVisible();
});

test('an imported data set survives a reload with the account of how it was read, and can be deleted', async ({
  page,
}) => {
  await dataPanel(page);
  await drop(page, zip('ml-100k.zip', smallMovielensZip()));
  await expect(page.getByText(/is ready/)).toBeVisible();
  // The address says which data is in use.
  await expect(page).toHaveURL(/#x=/);
  await page.reload();
  await page.getByRole('tab', { name: 'Data' }).click();
  await page.getByText('How it was read').click();
  await expect(page.getByText(/1,200 rows read/)).toBeVisible();
  await button(page, /^Delete /).click();
  await button(page, 'Delete?').click();
  await expect(button(page, /^Delete /)).toHaveCount(0);
});

test('MovieLens is downloaded from a mirror, at a click only', async ({ page }) => {
  const files = builtFiles();
  files.set('/config.json', Buffer.from('{ "downloadBase": "./mirror/" }'));
  files.set('/mirror/ml-100k.zip', smallMovielensZip());
  const site = await serve(files);
  await open(page, site.url);
  await page.getByRole('tab', { name: 'Data' }).click();
  await button(page, 'Show what can be downloaded').click();
  await button(page, /^Download MovieLens 100K/).click();
  await expect(page.getByText(/is ready/)).toBeVisible();
  await site.close();
});

for (const [name, seconds, counts] of [
  ['ml-100k.zip', 2, '943 users · 1,682 items · 100,000 interactions'],
  ['ml-1m-time-order.zip', 6, '6,040 users · 3,706 items · 1,000,209 interactions'],
] as const) {
  test(`${name} is imported in under ${seconds} seconds`, { tag: '@timed' }, async ({ page, browser }) => {
    const file = realData(name);
    test.skip(file === null, `needs ../shared/data/${name}, which may not be passed on`);
    await dataPanel(page);
    // The built-in data is made in the same worker.
    await page.getByText('1,000 users').first().waitFor();
    await browser.startTracing(page, tracedTasks);
    await drop(page, file!);
    await page.getByText(counts).first().waitFor({ timeout: 30_000 });
    const tasks = tasksOf('DedicatedWorker thread', await browser.stopTracing());
    const worked = tasks.reduce((sum, each) => sum + each, 0);
    test.info().annotations.push({ type: 'measured', description: `${Math.round(worked)} ms` });
    // Reading a hundred thousand rows takes some time: less would mean that the work was not seen.
    expect(worked).toBeGreaterThan(100);
    expect(worked).toBeLessThan(seconds * 1000);
  });
}
