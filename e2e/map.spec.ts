import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page } from '@playwright/test';
import { findings } from './findings';
import { test } from './site';
import { button, open, setNumber } from './steps';

/** Trains MF on the built-in data for two epochs and shows the map of its films. */
async function showMap(page: Page): Promise<Locator> {
  await open(page);
  await setNumber(page, 'Epochs', 2);
  await button(page, 'Train').click();
  await expect(page.getByText(/Done: all epochs/).first()).toBeVisible({ timeout: 30_000 });
  await page.getByRole('tab', { name: 'Map' }).click();
  await button(page, 'Show the map').click();
  const map = page.getByRole('application', { name: /^Map of 800 films by PCA/ });
  await expect(map).toBeVisible({ timeout: 30_000 });
  return map;
}

const nearest = (page: Page, title: string): Locator =>
  page.getByRole('table', { name: `Films nearest to ${title}`, exact: true });

async function find(page: Page, words: string): Promise<string> {
  await page.getByRole('combobox', { name: 'Find a film' }).fill(words);
  const first = page.getByRole('option', { name: new RegExp(`^${words}`) }).first();
  const title = await first.innerText();
  await first.click();
  return title;
}

async function saved(page: Page, item: RegExp): Promise<Buffer> {
  const download = page.waitForEvent('download');
  await button(page, 'Save vectors').click();
  await page.getByRole('menuitem', { name: item }).click();
  return readFileSync(await (await download).path());
}

test('the map of a run: a film is found by title and by pointer, with the films nearest to it', async ({
  page,
}) => {
  const map = await showMap(page);
  await expect(page.getByText(/^800 films, 32 numbers each/)).toContainText('of the variance');
  const title = await find(page, 'The ');
  const cosines = nearest(page, title).locator('tbody td:last-child');
  await expect(cosines).toHaveCount(10);
  const values = (await cosines.allInnerTexts()).map((text) => Number(text.replace('−', '-')));
  expect(values).toEqual(values.toSorted((a, b) => b - a));
  expect(values[0]).toBeLessThan(1);

  // What is found stands in the middle: a click there chooses it again.
  await map.press('Escape');
  await expect(page.getByText('Click a point, or find a film')).toBeVisible();
  await map.click();
  await expect(nearest(page, title)).toBeVisible();

  const neighbour = nearest(page, title).getByRole('button').first();
  const second = await neighbour.innerText();
  await neighbour.click();
  await expect(nearest(page, second)).toBeVisible();
  expect(await findings(page)).toEqual([]);
});

test('the legend filters, and the table lists what the map shows', async ({ page }) => {
  await showMap(page);
  const legend = page.getByRole('region', { name: 'First genre' });
  const comedy = legend.getByRole('button', { name: /^Comedy/ });
  const count = Number((await comedy.innerText()).replace(/\D/g, ''));
  await legend.getByRole('button', { name: 'None' }).click();
  await comedy.click();
  await button(page, 'View as table').click();
  const rows = page.getByRole('region', { name: 'Films of the map, table' }).locator('tbody tr');
  await expect(rows).toHaveCount(Math.min(count, 100));
  for (const row of await rows.allInnerTexts()) expect(row).toContain('Comedy');
  await rows.first().getByRole('button').click();
  await expect(page.getByRole('table', { name: /^Films nearest to/ })).toBeVisible();
});

test('UMAP lays the same films out anew', async ({ page }) => {
  await showMap(page);
  await page.getByText('UMAP', { exact: true }).click();
  await page.getByLabel('Neighbours').fill('5');
  await button(page, 'Show the map').click();
  await expect(page.getByRole('application', { name: /^Map of 800 films by UMAP/ })).toBeVisible({
    timeout: 60_000,
  });
});

test('vectors are saved as CSV and as safetensors, a row for each film', async ({ page }) => {
  await showMap(page);
  const lines = (await saved(page, /CSV/)).toString('utf8').trimEnd().split('\r\n');
  const columns = Array.from({ length: 32 }, (_, c) => `v${c}`);
  expect(lines[0]).toBe(['id', 'title', ...columns].join(','));
  expect(lines).toHaveLength(801);

  const file = await saved(page, /safetensors/);
  const headerLength = Number(file.readBigUInt64LE(0));
  const header = JSON.parse(file.subarray(8, 8 + headerLength).toString('utf8')) as {
    item_vectors: { shape: number[] };
    __metadata__: { item_ids: string };
  };
  expect(header.item_vectors.shape).toEqual([800, 32]);
  expect(file).toHaveLength(8 + headerLength + 800 * 32 * 4);
  const [firstId] = JSON.parse(header.__metadata__.item_ids) as string[];
  expect(lines[1]!.split(',')[0]).toBe(firstId);
});

test('vectors kept with the data set outlive the visit, and another model recommends by them', async ({
  page,
}) => {
  await showMap(page);
  await button(page, 'Keep with the data set').click();
  await expect(button(page, 'Kept with the data set')).toBeDisabled();

  await open(page);
  await page.getByRole('tab', { name: 'Map' }).click();
  await button(page, 'Show the map').click();
  await expect(page.getByRole('application', { name: /^Map of 800 films/ })).toBeVisible({ timeout: 30_000 });

  await page.getByRole('combobox', { name: 'Model', exact: true }).click();
  await page.getByRole('option', { name: /^Content-kNN / }).click();
  await button(page, 'Train').click();
  await expect(page.getByText('the experiment names none').first()).toBeVisible({ timeout: 30_000 });

  await page.getByLabel('Item vectors', { exact: true }).selectOption({ index: 1 });
  await button(page, 'Train').click();
  await expect(page.getByText(/Done: all epochs/).first()).toBeVisible({ timeout: 30_000 });
});

test('the map fits into 320 pixels', async ({ page }) => {
  await showMap(page);
  await page.setViewportSize({ width: 320, height: 700 });
  await expect(page.getByRole('application')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});
