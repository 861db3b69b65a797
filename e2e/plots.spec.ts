import { expect, type Page } from '@playwright/test';
import { gzipSync, strToU8 } from 'fflate';
import { dataPanel, drop, zip, type GivenFile } from './dataSteps';
import { findings } from './findings';
import { smallMovielensZip } from './smallMovielens';
import { realData, test } from './site';
import { button, setNumber } from './steps';

const json = (name: string, movies: object[]): GivenFile => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify(movies)),
});

/** Plots of the films 1 to 30 of the small MovieLens, by title; and of two that are not in it. */
const plots = [
  ...Array.from({ length: 30 }, (_, index) => ({
    title: `Film ${index + 1}`,
    year: 1960 + index,
    genres: index % 2 === 0 ? ['Drama'] : ['Comedy', 'War'],
    plot: `The plot of film ${index + 1}, in which a plan is made and comes to nothing.`,
  })),
  { title: 'Elsewhere', year: 1990, genres: ['Drama'], plot: 'Two strangers meet on a train.' },
  { title: 'Nowhere', year: 1991, genres: ['Drama'], plot: 'And part at the next stop.' },
];

async function importRatings(page: Page): Promise<void> {
  await dataPanel(page);
  await drop(page, zip('ml-100k.zip', smallMovielensZip()));
  await expect(page.getByText(/is ready/)).toBeVisible();
}

/** The choice of a column by what it holds. */
const column = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });

const heading = (page: Page, name: string) => page.getByRole('heading', { name });

test('plots are joined to ratings, and what matched is said', async ({ page }) => {
  // axe reads the whole page twice.
  test.setTimeout(120_000);
  await importRatings(page);
  const packed = Buffer.from(gzipSync(strToU8(JSON.stringify(plots))));
  await drop(page, { name: 'plots.json.gz', mimeType: 'application/gzip', buffer: packed });
  await expect(heading(page, 'What is what in the plots of plots.json?')).toBeVisible();
  await expect(column(page, 'Text')).toHaveValue('3');
  await expect(page.getByLabel('Join to').locator('option:checked')).toHaveText('ml-100k');
  expect(await findings(page)).toEqual([]);
  await button(page, 'Join').click();
  await expect(heading(page, '“ml-100k with plots” is ready')).toBeVisible();
  await expect(page.getByText('30 of 40 items matched (75.0 %), by title and year.')).toBeVisible();
  const without = page.getByRole('region', { name: '10 items without a plot' });
  await expect(without.getByRole('listitem')).toHaveCount(10);
  await expect(without.getByText('Film 31 (1990)')).toBeVisible();
  await expect(page.getByRole('region', { name: '2 plots without an item' })).toContainText(
    'Elsewhere (1990)',
  );
  await expect(page.getByText('Of 40 items, 30 have a text and 30 have genres.')).toBeVisible();
  expect(await findings(page)).toEqual([]);
  // Both are kept, and the joined one is trained on as the ratings alone are.
  await page.reload();
  await page.getByRole('tab', { name: 'Data' }).click();
  await expect(button(page, 'Delete ml-100k')).toBeVisible();
  await expect(button(page, 'Delete ml-100k with plots')).toBeVisible();
  await setNumber(page, 'Epochs', 1);
  await button(page, 'Train').click();
  await expect(page.getByText(/Done: all epochs/).first()).toBeVisible({ timeout: 30_000 });
});

test('a table of odd columns goes through the mapping dialog', async ({ page }) => {
  await importRatings(page);
  const rows = plots.map(({ title, year, genres, plot }) => `${plot};x;${year};${genres.join(',')};${title}`);
  const csv = ['what happens;junk;when;kinds;heading', ...rows].join('\n');
  await drop(page, { name: 'odd.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await expect(heading(page, 'What is what in the plots of odd.csv?')).toBeVisible();
  await expect(column(page, 'Text').locator('option:checked')).toHaveText('what happens');
  await column(page, 'Title').selectOption('heading');
  await column(page, 'Year').selectOption('when');
  await column(page, 'Genres').selectOption('kinds');
  await button(page, 'Join').click();
  await expect(page.getByText('30 of 40 items matched (75.0 %), by title and year.')).toBeVisible();
  await expect(page.getByText('Genres: Comedy, Drama, War')).toBeVisible();
});

test('an answer that leads nowhere can be given again', async ({ page }) => {
  await importRatings(page);
  await drop(page, json('plots.json', plots));
  await column(page, 'Title').selectOption('plot');
  await button(page, 'Join').click();
  await expect(page.getByRole('alert')).toContainText('No item of “ml-100k” is in plots.json');
  await button(page, 'Change the columns').click();
  await button(page, 'Join').click();
  await expect(page.getByText(/30 of 40 items matched/)).toBeVisible();
});

test('plots can be used alone, and a recommender then says what is missing', async ({ page }) => {
  await dataPanel(page);
  await drop(page, json('plots.json', plots));
  await expect(page.getByLabel('Join to').locator('option:checked')).toHaveText(/^nothing/);
  await button(page, 'Import').click();
  await expect(heading(page, '“plots” is ready')).toBeVisible();
  await expect(page.getByText('32 items · no ratings').first()).toBeVisible();
  await expect(page.getByText(/There are no ratings: models that read texts/)).toBeVisible();
  await expect(page.getByText('NaN')).toHaveCount(0);
  await button(page, 'Train').click();
  await expect(page.getByText(/“plots” has no ratings/).filter({ visible: true })).toHaveCount(1);
});

for (const [name, content, message] of [
  [
    'cut.json',
    '[{"title":"Fargo","plot":"Snow"},\n{"title":"Heat","plo',
    'cut.json breaks off within what starts in line 2',
  ],
  ['bare.json', '[{"title":"Fargo"}]', 'bare.json holds no data of a known format'],
  [
    'open.jsonl',
    '{"title":"Fargo","plot":"Snow}\n{"title":"Heat"}\n',
    'open.jsonl, line 1: a text in quotes is not closed',
  ],
] as const) {
  test(`${name} is refused with a message, and nothing is lost`, async ({ page }) => {
    await importRatings(page);
    await drop(page, { name, mimeType: 'application/json', buffer: Buffer.from(content) });
    await expect(page.getByRole('alert')).toContainText(message);
    await expect(button(page, 'Delete ml-100k')).toBeVisible();
  });
}

test('the IMDb plots meet MovieLens 1M', async ({ page }) => {
  const ratings = realData('ml-1m-time-order.zip');
  const file = realData('ml-1m-imdb-plots.json.gz');
  test.skip(
    !ratings || !file,
    'needs MovieLens 1M and its plots in ../shared/data, which may not be passed on',
  );
  await dataPanel(page);
  await drop(page, ratings!);
  await expect(page.getByText(/is ready/)).toBeVisible({ timeout: 30_000 });
  await drop(page, file!);
  await button(page, 'Join').click();
  await expect(page.getByText('3,685 of 3,706 items matched (99.4 %), by id.')).toBeVisible({
    timeout: 30_000,
  });
});
