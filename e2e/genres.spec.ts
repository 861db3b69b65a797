import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import { findings } from './findings';
import { test } from './site';
import { button, chooseModel, open, setNumber } from './steps';

async function lookInside(page: Page): Promise<Locator> {
  await button(page, 'Train').click();
  await page.getByRole('tab', { name: 'Look inside' }).click();
  const panel = page.getByRole('tabpanel', { name: 'Look inside' });
  await expect(panel.getByText(/movies of the test part/)).toBeVisible({ timeout: 60_000 });
  return panel;
}

const cellsOf = (row: Locator): Promise<string[]> => row.getByRole('cell').allInnerTexts();

test('a text-CNN is looked into: each genre, pairs of genres, and one movie', async ({ page }) => {
  test.setTimeout(120_000);
  await open(page, '/?backend=wasm');
  await chooseModel(page, 'Text-CNN');
  await setNumber(page, 'Epochs', 2);
  const panel = await lookInside(page);

  const table = panel.getByRole('region', { name: 'Genres' });
  const comedy = table.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Comedy' }) });
  const cells = await cellsOf(comedy);
  expect(cells).toHaveLength(7);
  expect(Number(cells[0])).toBeGreaterThan(0);
  for (const share of cells.slice(1)) expect(share.trim()).toMatch(/^[01]\.\d{3}$/);
  await table.getByRole('button', { name: 'Movies' }).click();
  const supports = await table.locator('tbody td:nth-of-type(1)').allInnerTexts();
  expect(supports.map(Number)).toEqual(supports.map(Number).sort((a, b) => b - a));
  const saving = page.waitForEvent('download');
  await button(page, 'Save genres (CSV)').click();
  const saved = await readFile(await (await saving).path(), 'utf8');
  expect(saved.split('\r\n')).toHaveLength(supports.length + 2);
  expect(saved).toMatch(new RegExp(`^Comedy,${cells[0]},`, 'm'));

  await panel.getByRole('tab', { name: 'Pairs' }).click();
  const grid = panel.getByRole('grid', { name: 'Pairs of genres' });
  const genres = await grid.getByRole('rowheader').allInnerTexts();
  expect(genres).toHaveLength(supports.length);
  // Of a genre with itself there are as many as movies that have it.
  const place = genres.indexOf('Comedy');
  await grid
    .getByRole('gridcell')
    .nth(place * genres.length + place)
    .hover();
  await expect(panel.getByText(`Comedy: ${cells[0]} movies.`)).toBeVisible();
  await grid.getByRole('gridcell').first().click();
  await page.keyboard.press('ArrowRight');
  await expect(panel.getByText(`${genres[0]} and ${genres[1]}: `)).toBeVisible();
  await panel.getByText('Predicted from 0.5').click();
  await expect(panel.getByText(new RegExp(`^${genres[1]} predicted for \\d+ of `))).toBeVisible();
  expect.soft(await findings(page), 'pairs').toEqual([]);

  await panel.getByRole('tab', { name: 'One movie' }).click();
  const told = panel.getByRole('region', { name: 'Genres of the movie' });
  const probabilities = async (): Promise<number[]> =>
    (await told.locator('tbody td:last-child').allInnerTexts()).map(Number);
  await expect.poll(async () => (await probabilities()).length).toBe(genres.length);
  for (const probability of await probabilities()) {
    expect(probability).toBeGreaterThanOrEqual(0);
    expect(probability).toBeLessThanOrEqual(1);
  }
  const plot = panel.getByRole('region', { name: 'Plot' });
  await expect.poll(() => plot.locator('mark').count()).toBeGreaterThan(3);
  expect.soft(await findings(page), 'movie').toEqual([]);
  const title = await plot.getByRole('heading').innerText();
  await button(page, 'Next').click();
  await expect(plot.getByRole('heading')).not.toHaveText(title);
  await panel.getByLabel('Title contains').fill(title.replace(/ \(.*/, '').toUpperCase());
  await expect(plot.getByRole('heading')).toHaveText(title);
  await panel.getByLabel('Title contains').fill('no film is called this');
  await expect(panel.getByText(/^No movie with a plot has “no film/)).toBeVisible();
});

test('a bag of words is looked into at 320 pixels, and nothing scrolls sideways', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await open(page, '/?backend=wasm');
  await page.getByRole('tab', { name: 'Setup' }).click();
  await chooseModel(page, 'Bag of words');
  const panel = await lookInside(page);
  for (const tab of ['Genres', 'Pairs', 'One movie']) {
    await panel.getByRole('tab', { name: tab }).click();
    await expect(panel.getByRole('tabpanel', { name: tab })).toBeVisible();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect.soft(width, tab).toBeLessThanOrEqual(320);
  }
  await expect(panel.getByRole('region', { name: 'Plot' })).toBeVisible();
});
